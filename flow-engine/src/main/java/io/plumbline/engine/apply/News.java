package io.plumbline.engine.apply;

import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is held of a record when a reading of it comes: only news moves it to another entity. */
record News(Optional<Newest> newest) {

  /** No content has it: whether a reading counts then depends on its time alone. */
  private static final byte[] OTHER = {};

  /**
   * The newest of it.
   *
   * @param since when it had come
   */
  record Newest(Judgement.Held held, Instant since) {}

  /** What is stored, and what came before it in the same batch. */
  static News before(Connection tx, Incoming incoming, List<Incoming> batch) {
    Name own = incoming.ownName();
    var held =
        new News(
            Sql.one(
                tx,
                row ->
                    new Newest(
                        new Judgement.Held(
                            Version.of(row.getLong("version")),
                            OTHER.clone(),
                            row.getBoolean("deleted")),
                        Sql.instant(row, "observed_at")),
                """
                select version, deleted, observed_at from replica
                where connection = ? and external_id = ?
                """,
                own.namespace(),
                own.value()));
    for (Incoming earlier : batch) {
      if (earlier.ownName().equals(own) && held.tells(earlier)) {
        held = held.with(earlier);
      }
    }
    return held;
  }

  /** As it is judged when it is believed: what leaves for another entity is believed there. */
  boolean tells(Incoming incoming) {
    Reading reading = incoming.reading();
    return reading != null
        && newest
            .map(known ->
                Judgement.of(
                    known.held(),
                    version(incoming, reading),
                    new byte[1],
                    incoming.way(known.since())))
            .map(Judgement.BELIEVE::equals)
            .orElse(true);
  }

  private News with(Incoming incoming) {
    Reading reading = incoming.reading();
    return reading == null
        ? this
        : new News(
            Optional.of(
                new Newest(
                    new Judgement.Held(
                        version(incoming, reading), OTHER.clone(), reading.deleted()),
                    incoming.from().source().observedAt())));
  }

  private Version version(Incoming incoming, Reading reading) {
    return newest
        .map(known -> incoming.version(reading.sourceTime(), known.since(), known.held().version()))
        .orElseGet(() -> new Version(reading.sourceTime(), incoming.from().arrived().sequence()));
  }
}
