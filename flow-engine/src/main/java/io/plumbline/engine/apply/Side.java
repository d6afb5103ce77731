package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a batch leaves beside replicas: what was seen, counted and put away. */
final class Side {

  private final MasterKey master;
  private final DeadLetters deadLetters;

  Side(MasterKey master, DeadLetters deadLetters) {
    this.master = master;
    this.deadLetters = deadLetters;
  }

  /** Leaves out the deliveries that were applied before, here or in an earlier batch. */
  List<Unpacked> fresh(Connection tx, List<Unpacked> batch, Instant now) {
    List<Unpacked> keyed = batch.stream().filter(Unpacked::once).toList();
    if (keyed.isEmpty()) {
      return batch;
    }
    Set<String> first =
        new HashSet<>(
            Sql.all(
                tx,
                row -> row.getString(1) + "\u0000" + row.getString(2),
                """
                insert into processed (connection, dedupe_key, applied_at)
                select connection, dedupe_key, ? from unnest(?, ?) as d (connection, dedupe_key)
                order by connection, dedupe_key
                on conflict do nothing returning connection, dedupe_key
                """,
                now,
                keyed.stream().map(Unpacked::connection).toArray(String[]::new),
                keyed.stream().map(Unpacked::dedupeKey).toArray(String[]::new)));
    List<Unpacked> fresh = new ArrayList<>();
    for (Unpacked record : batch) {
      if (!record.once() || first.remove(record.connection() + "\u0000" + record.dedupeKey())) {
        fresh.add(record);
      }
    }
    return fresh;
  }

  void deadLetter(Connection tx, Unpacked.Poison poison) {
    var arrived = poison.arrived();
    var evidence =
        JsonNodeFactory.instance
            .objectNode()
            .put("inbox", poison.source().place())
            .put("observedAt", poison.source().observedAt().toString());
    if (arrived != null) {
      evidence
          .put("via", arrived.via().name().toLowerCase(java.util.Locale.ROOT))
          .put("dedupeKey", arrived.dedupeKey());
    }
    deadLetters.open(
        tx,
        new DeadLetter(
            DeadLetter.INBOUND,
            poison.connection(),
            null,
            arrived == null ? null : arrived.externalId(),
            arrived == null ? null : arrived.topic(),
            poison.cause(),
            poison.explanation(),
            evidence,
            master.seal(poison.body(), DeadLetter.SEALED_AS)));
  }

  void count(Connection tx, Collection<Filtered> filtered, Instant now) {
    Map<Filtered, Integer> counts = new java.util.TreeMap<>(Filtered.ORDER);
    filtered.forEach(each -> counts.merge(each, 1, Integer::sum));
    counts.forEach((each, records) ->
        Sql.update(
            tx,
            """
            insert into counted (connection, reason, day, records) values (?, ?, ?, ?)
            on conflict (connection, reason, day)
            do update set records = counted.records + excluded.records
            """,
            each.connection(),
            each.reason(),
            LocalDate.ofInstant(now, ZoneOffset.UTC),
            records));
  }

  /**
   * The read that answers every ask before it is dealt with now, whatever it brought; an ask that
   * came since stays.
   */
  void settle(Connection tx, Unpacked record) {
    record
        .reread()
        .ifPresent(read -> {
          // The letter before the read, as a person's retry has them.
          deadLetters.resolveReread(tx, read.connection(), read.externalId());
          Sql.update(
              tx,
              """
              delete from reread where connection = ? and external_id = ? and sequence <= ?
                and asks = answering
              """,
              read.connection(),
              read.externalId(),
              read.sequence());
        });
  }

  /** A record left out on purpose. */
  record Filtered(String connection, String reason) {
    static final java.util.Comparator<Filtered> ORDER =
        java.util.Comparator.comparing(Filtered::connection).thenComparing(Filtered::reason);
  }
}
