package io.plumbline.reconciler.totals;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Counts and sums of what each connection holds, read from the ledger. */
@ApplicationScoped
public class ControlTotals {
  private static final String TOTALS =
      """
      select flow, connection, day, currency, count(*) as count, sum(amount) as sum
        from control_entry
       where day between coalesce(?, day) and coalesce(?, day)
         and currency = coalesce(?, currency)
       group by flow, connection, day, currency
       order by day, currency, flow, connection
      """;

  private final DataSource database;

  ControlTotals(DataSource database) {
    this.database = database;
  }

  /** What one connection holds of one day and currency. */
  @Schema(
      name = "ControlTotal",
      description = "What one connection holds of one business day and currency")
  public record Total(
      String flow,
      String connection,
      @Schema(description = "The business day, by the zone of the connection") LocalDate day,
      @Schema(description = "ISO 4217", examples = "GBP") String currency,
      @Schema(description = "Records that add to it") long count,
      @Schema(type = SchemaType.STRING, description = "Decimal in `currency`", examples = "139.12")
          @JsonFormat(shape = JsonFormat.Shape.STRING)
          BigDecimal sum) {}

  List<Total> totals(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String currency)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(TOTALS)) {
      query.setDate(1, date(from));
      query.setDate(2, date(to));
      query.setString(3, currency);
      return rows(query);
    }
  }

  private static List<Total> rows(PreparedStatement query) throws SQLException {
    List<Total> rows = new ArrayList<>();
    try (ResultSet result = query.executeQuery()) {
      while (result.next()) {
        rows.add(total(result));
      }
    }
    return rows;
  }

  private static Total total(ResultSet row) throws SQLException {
    return new Total(
        row.getString("flow"),
        row.getString("connection"),
        row.getDate("day").toLocalDate(),
        row.getString("currency"),
        row.getLong("count"),
        row.getBigDecimal("sum"));
  }

  private static @Nullable Date date(@Nullable LocalDate day) {
    return day == null ? null : Date.valueOf(day);
  }
}
