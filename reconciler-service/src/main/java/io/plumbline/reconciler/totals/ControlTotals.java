package io.plumbline.reconciler.totals;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Policy;
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
import java.util.Map;
import javax.sql.DataSource;
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

  /**
   * Entities whose records on that day differ between any two connections. The configured ones
   * count even with nothing of that day: else the day on which nothing arrived would show nothing.
   * Two storefronts owe each other no order.
   */
  private static final String ENTITIES =
      """
      with day_entry as (
        select entity, connection, currency, count(*) as count, sum(amount) as sum
          from control_entry where day = ? and currency = coalesce(?, currency)
         group by entity, connection, currency),
      party as (select connection from day_entry union select unnest(?)),
      side as (select p.connection, c.currency, p.connection = any(?) as storefront
                 from party p cross join (select distinct currency from day_entry) c)
      select l.connection as left_connection, r.connection as right_connection, l.currency,
             e.entity, a.count as left_count, a.sum as left_sum,
             b.count as right_count, b.sum as right_sum,
             (a.entity is null or b.entity is null) and exists (
               select 1 from control_entry o
                where o.entity = e.entity and o.day <> ?
                  and o.connection = case when a.entity is null
                                          then l.connection else r.connection end) as other_day
        from side l
        join side r on r.currency = l.currency and l.connection < r.connection
                   and not (l.storefront and r.storefront)
        join (select distinct entity, currency from day_entry) e on e.currency = l.currency
        left join day_entry a
          on a.entity = e.entity and a.connection = l.connection and a.currency = l.currency
        left join day_entry b
          on b.entity = e.entity and b.connection = r.connection and b.currency = r.currency
       where (a.entity is not null or b.entity is not null)
         and (a.count, a.sum) is distinct from (b.count, b.sum)
       order by 1, 2, 3, 4
      """;

  private final DataSource database;
  private final Policy policy;

  ControlTotals(DataSource database, Policy policy) {
    this.database = database;
    this.policy = policy;
  }

  /** What one connection holds of one day and currency. */
  public record Total(
      String flow,
      String connection,
      LocalDate day,
      String currency,
      long count,
      @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal sum) {}

  /**
   * One entity that two connections do not hold alike.
   *
   * @param otherDay whether the side that lacks it has it on another day
   */
  public record Uneven(
      String left,
      String right,
      String currency,
      String entity,
      Held onLeft,
      Held onRight,
      boolean otherDay) {}

  /** How often and with what amount a connection holds an entity; zero where it does not. */
  public record Held(long count, BigDecimal sum) {}

  List<Total> totals(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String currency)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(TOTALS)) {
      query.setDate(1, date(from));
      query.setDate(2, date(to));
      query.setString(3, currency);
      return rows(query, ControlTotals::total);
    }
  }

  List<Uneven> uneven(LocalDate day, @Nullable String currency) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(ENTITIES)) {
      query.setDate(1, date(day));
      query.setString(2, currency);
      query.setArray(3, connection.createArrayOf("text", policy.parties().keySet().toArray()));
      query.setArray(4, connection.createArrayOf("text", storefronts()));
      query.setDate(5, date(day));
      return rows(query, ControlTotals::uneven);
    }
  }

  private Object[] storefronts() {
    return policy.parties().entrySet().stream()
        .filter(party -> party.getValue().role() == Role.STOREFRONT)
        .map(Map.Entry::getKey)
        .toArray();
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

  private static Uneven uneven(ResultSet row) throws SQLException {
    return new Uneven(
        row.getString("left_connection"),
        row.getString("right_connection"),
        row.getString("currency"),
        row.getString("entity"),
        held(row, "left"),
        held(row, "right"),
        row.getBoolean("other_day"));
  }

  private static Held held(ResultSet row, String side) throws SQLException {
    BigDecimal sum = row.getBigDecimal(side + "_sum");
    return new Held(row.getLong(side + "_count"), sum == null ? BigDecimal.ZERO : sum);
  }

  private static @Nullable Date date(@Nullable LocalDate day) {
    return day == null ? null : Date.valueOf(day);
  }

  private static <T> List<T> rows(PreparedStatement query, RowReader<T> reader)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = query.executeQuery()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }

  /** Reads one row. */
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
