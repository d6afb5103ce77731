package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.topology.DeadLetter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;

/** Records that could not be used, each once. */
final class DeadLetterTable {
  private static final String INSERT =
      """
      insert into dead_letter (id, topic, partition, record_offset, event_id, cause, recorded_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing
      """;

  private DeadLetterTable() {}

  static void write(Connection connection, Collection<DeadLetter> letters, Instant at)
      throws SQLException {
    RowBatch.run(
        connection,
        INSERT,
        letters,
        (row, letter) -> {
          row.setString(1, letter.id());
          row.setString(2, letter.topic());
          row.setInt(3, letter.partition());
          row.setLong(4, letter.offset());
          row.setString(5, letter.eventId());
          row.setString(6, letter.cause());
          row.setObject(7, at.atOffset(ZoneOffset.UTC));
        });
  }
}
