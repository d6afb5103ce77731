package io.plumbline.engine.apply;

import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** What is held of a record when a reading of it comes: only news moves it to another entity. */
record News(Optional<Judgement.Held> newest) {

  /** No content has it: whether a reading counts then depends on its time alone. */
  private static final byte[] OTHER = {};

  /** What is stored, and what came before it in the same batch. */
  static News before(Connection tx, Incoming incoming, List<Incoming> batch) {
    Name own = incoming.ownName();
    var held =
        new News(
            Sql.one(
                tx,
                row ->
                    new Judgement.Held(
                        Version.of(row.getLong(1)), OTHER.clone(), row.getBoolean(2)),
                "select version, deleted from replica where connection = ? and external_id = ?",
                own.namespace(),
                own.value()));
    for (Incoming earlier : batch) {
      if (earlier.ownName().equals(own) && held.tells(earlier)) {
        held = held.with(earlier);
      }
    }
    return held;
  }

  boolean tells(Incoming incoming) {
    Reading reading = incoming.reading();
    return reading != null
        && newest
            .map(held ->
                Judgement.of(
                    held,
                    version(incoming, reading),
                    new byte[1],
                    incoming.from().reread().isPresent()
                        ? Judgement.Way.REREAD
                        : Judgement.Way.TOLD))
            .map(Judgement.BELIEVE::equals)
            .orElse(true);
  }

  private News with(Incoming incoming) {
    Reading reading = incoming.reading();
    return reading == null
        ? this
        : new News(
            Optional.of(
                new Judgement.Held(version(incoming, reading), OTHER.clone(), reading.deleted())));
  }

  private static Version version(Incoming incoming, Reading reading) {
    return new Version(reading.sourceTime(), incoming.from().arrived().sequence());
  }
}
