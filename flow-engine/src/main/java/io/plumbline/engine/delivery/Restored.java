package io.plumbline.engine.delivery;

import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;

/**
 * What a database does not know that was put back to a backup: what was written to others since.
 */
final class Restored {

  private Restored() {}

  /** When it was put back last, if it ever was. */
  static Optional<Instant> at(Connection tx) {
    return Sql.one(
            tx,
            row -> Optional.ofNullable(Sql.instantOrNull(row, "at")),
            "select max(restored_at) as at from applied_offset")
        .flatMap(at -> at);
  }
}
