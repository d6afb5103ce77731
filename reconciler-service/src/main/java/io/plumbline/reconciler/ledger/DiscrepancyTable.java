package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Pending;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** What differs and is still within its window, as the topology last said. */
final class DiscrepancyTable {
  private static final String UPSERT =
      """
      insert into discrepancy (id, flow, kind, key, connection, expected_by, body)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update set expected_by = excluded.expected_by, body = excluded.body
      """;

  private static final String DELETE = "delete from discrepancy where id = ?";

  private DiscrepancyTable() {}

  static void write(Connection connection, Batch.Latest<Pending> pending) throws SQLException {
    RowBatch.run(
        connection,
        UPSERT,
        pending.present(),
        (row, one) -> {
          row.setString(1, one.id());
          row.setString(2, one.flow());
          row.setString(3, one.kind().id());
          row.setString(4, one.key());
          row.setString(5, one.connection());
          row.setObject(6, one.expectedBy().atOffset(ZoneOffset.UTC));
          row.setString(7, Body.of(one));
        });
    RowBatch.run(connection, DELETE, pending.gone(), (row, id) -> row.setString(1, id));
  }
}
