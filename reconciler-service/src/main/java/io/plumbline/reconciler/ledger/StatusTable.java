package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.topology.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** How far the topology is, one row per partition. */
final class StatusTable {
  private static final String UPSERT =
      """
      insert into partition_status (partition, body) values (?, ?)
      on conflict (partition) do update set body = excluded.body
      """;

  private StatusTable() {}

  static void write(Connection connection, Collection<Status> statuses) throws SQLException {
    RowBatch.run(
        connection,
        UPSERT,
        statuses,
        (row, status) -> {
          row.setInt(1, status.partition());
          row.setString(2, Body.of(status));
        });
  }
}
