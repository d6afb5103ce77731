package io.plumbline.reconciler.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of why entities are not held alike. */
@ApplicationScoped
public class Reasons {
  /**
   * One array and not a parameter per key: PostgreSQL takes 65,535 of those, a bad day has more.
   */
  private static final String FINDINGS =
      """
      select key, id, state from finding
       where key = any(?) and state <> 'resolved' order by id
      """;

  private static final String PENDING =
      "select key, max(expected_by) from discrepancy where key = any(?) group by key";

  private final DataSource database;

  Reasons(DataSource database) {
    this.database = database;
  }

  /**
   * Findings that are not resolved, whether all of them were accepted, and when a change that is
   * under way is expected.
   */
  public record Reason(List<String> findings, boolean accepted, @Nullable Instant expectedBy) {
    public static final Reason NONE = new Reason(List.of(), false, null);

    public Reason {
      findings = List.copyOf(findings);
    }
  }

  public Map<String, Reason> of(Collection<String> keys) throws SQLException {
    Map<String, List<String>> ids = new TreeMap<>();
    Map<String, Boolean> accepted = new TreeMap<>();
    Map<String, Instant> expected = new TreeMap<>();
    try (Connection connection = database.getConnection()) {
      each(
          connection,
          FINDINGS,
          keys,
          row -> {
            ids.computeIfAbsent(row.getString(1), key -> new ArrayList<>()).add(row.getString(2));
            accepted.merge(
                row.getString(1), "accepted".equals(row.getString(3)), Boolean::logicalAnd);
          });
      each(
          connection,
          PENDING,
          keys,
          row ->
              expected.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()));
    }
    Map<String, Reason> reasons = new TreeMap<>();
    keys.forEach(key ->
        reasons.put(
            key,
            new Reason(
                ids.getOrDefault(key, List.of()),
                accepted.getOrDefault(key, false),
                expected.get(key))));
    return reasons;
  }

  private static void each(
      Connection connection, String sql, Collection<String> keys, RowReader reader)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", keys.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  /** Takes one row. */
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
