package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Exposure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The topology's part of the findings; nothing here touches what people did. */
final class FindingTable {
  private static final String UPSERT =
      """
      insert into finding (id, flow, kind, key, connection, fact, body, exposure_amount,
                           exposure_currency, severity, recorded_at, changed_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update
         set fact = excluded.fact, body = excluded.body,
             exposure_amount = excluded.exposure_amount,
             exposure_currency = excluded.exposure_currency, severity = excluded.severity,
             changed_at = excluded.changed_at
       where finding.body <> excluded.body
      """;

  private FindingTable() {}

  /** The findings that the ledger does not hold yet. */
  static List<Finding> unknown(Connection connection, Collection<Finding> findings)
      throws SQLException {
    Set<String> known = ids(connection, findings, "select id from finding where id = any(?)");
    return findings.stream().filter(finding -> !known.contains(finding.id())).toList();
  }

  /** Those of them that the ledger holds and that are not over there. */
  static List<Finding> standing(Connection connection, Collection<Finding> findings)
      throws SQLException {
    if (findings.isEmpty()) {
      return List.of();
    }
    Set<String> known =
        ids(connection, findings, "select id from finding where id = any(?) and fact = 'open'");
    return findings.stream().filter(finding -> known.contains(finding.id())).toList();
  }

  private static Set<String> ids(Connection connection, Collection<Finding> findings, String sql)
      throws SQLException {
    Set<String> known = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(
          1, connection.createArrayOf("text", findings.stream().map(Finding::id).toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getString(1));
        }
      }
    }
    return known;
  }

  static void write(Connection connection, Collection<Finding> findings, Instant at)
      throws SQLException {
    OffsetDateTime now = at.atOffset(ZoneOffset.UTC);
    RowBatch.run(
        connection,
        UPSERT,
        findings,
        (row, finding) -> {
          Exposure exposure = finding.exposure();
          row.setString(1, finding.id());
          row.setString(2, finding.flow());
          row.setString(3, finding.kind().id());
          row.setString(4, finding.key());
          row.setString(5, finding.connection());
          row.setString(6, finding.state() == Finding.State.OPEN ? "open" : "resolved");
          row.setString(7, Body.of(finding));
          row.setBigDecimal(8, exposure == null ? null : new BigDecimal(exposure.amount()));
          row.setString(9, exposure == null ? null : exposure.currency());
          row.setString(10, finding.severity().id());
          row.setObject(11, now);
          row.setObject(12, now);
        });
  }
}
