package io.plumbline.engine.apply;

import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Sql;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far each partition of the inbox was applied. A partition that the database knows less of than
 * was applied is applied again up to its end of that moment, and nothing is delivered before.
 */
final class PlaceTable {

  /** More than anybody counted between a backup and its return. */
  private static final long SKIPPED = 1_000_000;

  /** Everybody locks in this order, so nobody waits in a circle. */
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private PlaceTable() {}

  /**
   * What is known of a partition beside the database.
   *
   * @param applied what was applied at least once, by whoever did
   */
  record Bounds(long begin, long end, long applied) {}

  /** A row as it stands. */
  private record Place(@Nullable String topicId, long next, long replayTo) {

    boolean of(String topic) {
      return topicId == null || topicId.equals(topic);
    }
  }

  /** Where apply goes on in its partitions; it is theirs alone that asks. */
  static Map<TopicPartition, Long> resume(
      Connection tx, Map<TopicPartition, Bounds> bounds, String topicId, Instant now) {
    Map<TopicPartition, Long> places = new HashMap<>();
    boolean forgotten = false;
    for (var each : inOrder(bounds).entrySet()) {
      TopicPartition partition = each.getKey();
      Bounds here = each.getValue();
      Optional<Place> held =
          place(tx, partition).filter(place -> place.of(topicId) && place.next() <= here.end());
      long known = held.map(Place::next).orElse(0L);
      // What retention has taken away is not waited for. It may have been forgotten all the same.
      long next = Math.max(known, here.begin());
      boolean behind = here.applied() > known;
      long replayTo = behind ? here.end() : held.map(Place::replayTo).orElse(0L);
      keep(tx, partition, topicId, next, replayTo, behind ? now : null);
      forgotten |= behind;
      places.put(partition, next);
      tell(behind, partition, next, here);
    }
    skipNumbers(tx, forgotten);
    return places;
  }

  /**
   * Notes what was forgotten of any partition, and moves none: others may be at work on them.
   *
   * @param otherServer what it forgot cannot be told by the inbox alone
   */
  static void notice(
      Connection tx,
      Map<TopicPartition, Bounds> bounds,
      String topicId,
      boolean otherServer,
      Instant now) {
    boolean forgotten = otherServer;
    for (var each : inOrder(bounds).entrySet()) {
      TopicPartition partition = each.getKey();
      Bounds here = each.getValue();
      long known = place(tx, partition).filter(p -> p.of(topicId)).map(Place::next).orElse(0L);
      boolean behind = here.applied() > known;
      if (behind || otherServer) {
        keep(tx, partition, topicId, known, here.end(), behind ? now : null);
      }
      forgotten |= behind;
      tell(behind, partition, known, here);
    }
    if (otherServer) {
      Sql.update(tx, "update applied_offset set restored_at = ?", now);
      Log.warn(
          "the database is served by another server than before, or writes a new timeline: the inbox is applied to its end before anything is delivered, and each record is looked for before it is written");
    }
    skipNumbers(tx, forgotten);
  }

  /**
   * Moves on behind a batch, in its transaction.
   *
   * @param applied how far this process has come in each partition, as far as it knows
   * @throws PlaceForgotten where the database has not come as far
   */
  static void reached(Connection tx, List<Unpacked> batch, Map<TopicPartition, Long> applied) {
    Map<TopicPartition, Long> next = new TreeMap<>(ORDER);
    for (Unpacked record : batch) {
      Source source = record.source();
      next.merge(partition(source), source.offset() + 1, Math::max);
    }
    try (PreparedStatement upsert =
        tx.prepareStatement(
            """
            insert into applied_offset as place (topic, partition, next_offset)
            select ?, ?, ?
            where ? = 0
               or exists (select 1 from applied_offset where topic = ? and partition = ?)
            on conflict (topic, partition) do update
            set next_offset = greatest(place.next_offset, excluded.next_offset)
            where place.next_offset >= ?
            """)) {
      for (var each : next.entrySet()) {
        TopicPartition partition = each.getKey();
        long known = applied.getOrDefault(partition, 0L);
        upsert.setString(1, partition.topic());
        upsert.setInt(2, partition.partition());
        upsert.setLong(3, each.getValue());
        upsert.setLong(4, known);
        upsert.setString(5, partition.topic());
        upsert.setInt(6, partition.partition());
        upsert.setLong(7, known);
        upsert.addBatch();
      }
      for (int moved : upsert.executeBatch()) {
        if (moved == 0) {
          throw new PlaceForgotten(
              "expected a database that knows what was applied, found one that knows less: applied="
                  + applied);
        }
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** How far the partitions of a topic were applied, as the database knows. */
  static Map<TopicPartition, Long> all(Connection tx, String topic) {
    Map<TopicPartition, Long> places = new HashMap<>();
    Sql.all(
            tx,
            row -> Map.entry(new TopicPartition(topic, row.getInt(1)), row.getLong(2)),
            "select partition, next_offset from applied_offset where topic = ?",
            topic)
        .forEach(place -> places.put(place.getKey(), place.getValue()));
    return places;
  }

  private static TopicPartition partition(Source source) {
    return new TopicPartition(source.topic(), source.partition());
  }

  private static Map<TopicPartition, Bounds> inOrder(Map<TopicPartition, Bounds> bounds) {
    Map<TopicPartition, Bounds> ordered = new TreeMap<>(ORDER);
    ordered.putAll(bounds);
    return ordered;
  }

  private static Optional<Place> place(Connection tx, TopicPartition partition) {
    return Sql.one(
        tx,
        row ->
            new Place(
                row.getString("topic_id"), row.getLong("next_offset"), row.getLong("replay_to")),
        """
        select topic_id, next_offset, replay_to from applied_offset
        where topic = ? and partition = ? for update
        """,
        partition.topic(),
        partition.partition());
  }

  private static void keep(
      Connection tx,
      TopicPartition partition,
      String topicId,
      long next,
      long replayTo,
      @Nullable Instant restoredAt) {
    Sql.update(
        tx,
        """
        insert into applied_offset as place
          (topic, partition, topic_id, next_offset, replay_to, restored_at)
        values (?, ?, ?, ?, ?, ?)
        on conflict (topic, partition) do update set
          topic_id = excluded.topic_id, next_offset = excluded.next_offset,
          replay_to = excluded.replay_to,
          restored_at = coalesce(excluded.restored_at, place.restored_at)
        """,
        partition.topic(),
        partition.partition(),
        topicId,
        next,
        replayTo,
        restoredAt);
  }

  private static void tell(boolean behind, TopicPartition partition, long from, Bounds here) {
    if (behind) {
      Log.warnf(
          "the database is behind what was applied: the inbox is applied again, and nothing is delivered before: topic=%s partition=%d from=%d applied=%d until=%d",
          partition.topic(), partition.partition(), from, here.applied(), here.end());
    }
  }

  /**
   * Numbers that were given since the backup are not given again: events are named by them, and a
   * worker that outlived the accident may still hold a claim.
   */
  private static void skipNumbers(Connection tx, boolean forgotten) {
    if (!forgotten) {
      return;
    }
    for (String sequence : List.of("attempt_id_seq", "dead_letter_id_seq", "delivery_claims")) {
      Sql.one(
          tx,
          row -> row.getLong(1),
          "select setval(?::regclass, nextval(?::regclass) + ?)",
          sequence,
          sequence,
          SKIPPED);
    }
  }
}
