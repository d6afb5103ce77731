package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.totals.ControlEntry;
import java.sql.Connection;
import java.sql.SQLException;

/** What each record adds to the control totals. */
final class ControlEntryTable {
  private static final String UPSERT =
      """
      insert into control_entry (id, flow, entity, connection, external_id, day, currency, amount)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update
         set day = excluded.day, currency = excluded.currency, amount = excluded.amount
      """;

  private static final String DELETE = "delete from control_entry where id = ?";

  private ControlEntryTable() {}

  static void write(Connection connection, Batch.Latest<ControlEntry> entries) throws SQLException {
    RowBatch.run(
        connection,
        UPSERT,
        entries.present(),
        (row, entry) -> {
          row.setString(1, entry.id());
          row.setString(2, entry.flow());
          row.setString(3, entry.entity());
          row.setString(4, entry.connection());
          row.setString(5, entry.externalId());
          row.setObject(6, entry.day());
          row.setString(7, entry.currency());
          row.setBigDecimal(8, entry.amount());
        });
    RowBatch.run(connection, DELETE, entries.gone(), (row, id) -> row.setString(1, id));
  }
}
