package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.delivery.Deliveries;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.intake.Rereads;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.publish.Outbox.Traced;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Applies a batch of the inbox: all of it in one transaction, or nothing. */
final class ApplyBatch {

  private final Parts parts;
  private final Side side;
  private final Linking linking;
  private final ObservedEvents events;
  private final Departures departures;
  private final Rivalry rivalry;
  private final Deciding deciding;

  ApplyBatch(Parts parts) {
    this.parts = parts;
    this.side = new Side(parts.master(), parts.deadLetters());
    this.linking = new Linking(parts.entityKeys(), parts.connections());
    this.events = new ObservedEvents(parts.flow(), parts.fingerprints());
    this.departures = new Departures(parts.flow(), parts.deliveries(), events);
    this.rivalry = new Rivalry(parts.connections());
    this.deciding = new Deciding(parts.flow(), parts.deliveries(), parts.deadLetters());
  }

  /** What applying works with. */
  record Parts(
      Transactions transactions,
      Connections connections,
      Flow flow,
      Deliveries deliveries,
      io.plumbline.engine.deadletter.DeadLetters deadLetters,
      Rereads rereads,
      Outbox outbox,
      io.plumbline.engine.secrecy.MasterKey master,
      io.plumbline.engine.secrecy.EntityKeys entityKeys,
      Fingerprints fingerprints,
      Clock clock,
      MeterRegistry meters) {}

  /**
   * Applies records that follow each other in their partitions.
   *
   * @param applied how far this process has come before them: the database has to know as much
   */
  void apply(List<Unpacked> batch, Map<TopicPartition, Long> applied) {
    parts.meters().timer("plumbline.apply.batch").record(() -> together(batch, applied));
    parts.meters().summary("plumbline.apply.batch.records").record(batch.size());
  }

  private void together(List<Unpacked> batch, Map<TopicPartition, Long> applied) {
    parts
        .transactions()
        .run(tx -> {
          Instant now = parts.clock().instant();
          List<Unpacked> fresh = side.fresh(tx, batch, now);
          List<Incoming> incoming = sort(tx, fresh, now);
          List<Changes.Ask> asks = incoming.isEmpty() ? List.of() : observe(tx, incoming, now);
          reread(tx, fresh, asks);
          PlaceTable.reached(tx, batch, applied);
        });
  }

  private List<Incoming> sort(Connection tx, List<Unpacked> fresh, Instant now) {
    List<Incoming> incoming = new ArrayList<>();
    List<Side.Filtered> filtered = new ArrayList<>();
    for (Unpacked record : fresh) {
      switch (record) {
        case Unpacked.Poison poison -> {
          side.deadLetter(tx, poison);
          count("deadLetter", poison.connection());
        }
        case Unpacked.Usable usable -> {
          switch (usable.understood()) {
            case Understood.Readings readings ->
                incoming.addAll(Incoming.of(usable, readings.readings()));
            case Understood.ReadAgain _ -> {}
            case Understood.Filtered skip ->
                filtered.add(new Side.Filtered(usable.connection(), skip.reason()));
          }
        }
      }
    }
    side.count(tx, filtered, now);
    return incoming;
  }

  /** What was read again, and has to be: behind the deliveries, as a worker locks them too. */
  private void reread(Connection tx, List<Unpacked> fresh, List<Changes.Ask> asks) {
    for (Unpacked record : fresh) {
      if (record instanceof Unpacked.Usable(_, _, Understood.ReadAgain(String externalId))) {
        ask(tx, Changes.Ask.of(record, externalId, "partial payload"));
      }
      side.settle(tx, record);
    }
    asks.forEach(each -> ask(tx, each));
  }

  private List<Changes.Ask> observe(Connection tx, List<Incoming> incoming, Instant now) {
    Linking.Linked linked = linking.link(tx, incoming, now);
    Map<String, Map<String, ReplicaRow>> held = ReplicaTable.load(tx, linked.entities());
    Map<String, Mode> modes = modes(tx);
    var changes = Changes.none();
    linked.merged().forEach((from, into) -> merge(tx, from, into, held, changes, now));
    departures.depart(tx, linked, held, changes, now);
    for (Incoming each : incoming) {
      fold(each, linked.key(each), held, changes, modes);
    }
    ReplicaTable.store(tx, changes.replicas().values(), linked.entities());
    ReplicaTable.keep(tx, changes.told(), events);
    rivalry.follow(tx, linked, held, changes);
    parts.outbox().add(tx, changes.events());
    changes.touched().removeIf(key -> linked.merged().containsKey(key));
    deciding.decide(tx, changes.touched(), held, now);
    return changes.asks();
  }

  /** Everything said under the key that ended is said again under the one that goes on. */
  private void merge(
      Connection tx,
      String from,
      String into,
      Map<String, Map<String, ReplicaRow>> held,
      Changes changes,
      Instant now) {
    Map<String, ReplicaRow> left = held.remove(from);
    Map<String, ReplicaRow> moved = left == null ? Map.of() : left;
    parts.flow().merged(tx, from, into);
    parts.deliveries().moved(tx, from, into);
    var ended = events.linked(from, into, moved.values(), now);
    changes.events().add(new Traced(ended, null));
    Linking.keep(tx, ended);
    moved.forEach((record, row) -> {
      ReplicaRow under = row.under(into);
      records(held, into).put(record, under);
      changes.replicas().put(record, under);
      changes.believed().add(under);
      changes.told().add(under);
    });
    records(held, into)
        .values()
        .forEach(row -> changes.events().add(new Traced(events.observed(again(row, moved)), null)));
    Sql.update(
        tx, "update dead_letter set key = ? where key = ? and kind = 'exception'", into, from);
    changes.touched().add(into);
  }

  /** Rows that were under the key before are told once more, as an event of their own. */
  private static ReplicaRow again(ReplicaRow row, Map<String, ReplicaRow> moved) {
    return moved.containsKey(ReplicaTable.record(row.connection(), row.externalId()))
        ? row
        : row.under(row.key());
  }

  private void fold(
      Incoming incoming,
      String key,
      Map<String, Map<String, ReplicaRow>> held,
      Changes changes,
      Map<String, Mode> modes) {
    String record = ReplicaTable.record(incoming.from().connection(), incoming.externalId());
    ReplicaRow current = records(held, key).get(record);
    ReplicaRow row = row(incoming, key, current, modes);
    if (row == null) {
      count("gone", incoming.from().connection());
      return;
    }
    Judgement judgement =
        current == null
            ? Judgement.BELIEVE
            : Judgement.of(
                current.held(), row.version(), row.hash(), incoming.way(current.observedAt()));
    count(judgement.name().toLowerCase(Locale.ROOT), row.connection());
    switch (judgement) {
      case BELIEVE -> {
        records(held, key).put(record, row);
        changes.replicas().put(record, row);
        changes.believed().add(row);
        changes.told().add(row);
        changes.named().put(incoming.ownName(), incoming.names());
        changes.touched().add(key);
        changes.events().add(new Traced(events.observed(row), incoming.from().source().trace()));
      }
      case ASK_AGAIN ->
          changes
              .asks()
              .add(
                  Changes.Ask.of(
                      incoming.from(), row.externalId(), "other content at the same time"));
      case SAME -> {
        if (current != null && current.seenBefore(row.readAt())) {
          // Nothing to tell, but our own look has seen what we wrote before it.
          records(held, key).put(record, current.seen(row.readAt()));
          changes.replicas().put(record, current.seen(row.readAt()));
        }
      }
      case STALE -> {}
    }
  }

  private void ask(Connection tx, Changes.Ask ask) {
    parts.rereads().ask(tx, ask.connection(), ask.externalId(), ask.reason(), ask.since());
  }

  /** The replica this reading would make; none where nothing was found and nothing was held. */
  private @Nullable ReplicaRow row(
      Incoming incoming, String key, @Nullable ReplicaRow current, Map<String, Mode> modes) {
    Reading reading = incoming.reading();
    if (reading == null && current == null) {
      return null;
    }
    var arrived = incoming.from().arrived();
    var source = incoming.from().source();
    Content content = reading == null ? nothing() : reading.content();
    boolean deleted = reading == null || reading.deleted();
    // What is gone has no time of its own: it follows what was held, by the read's sequence.
    Instant sourceTime =
        reading == null && current != null
            ? current.version().sourceTime()
            : reading == null ? source.observedAt() : reading.sourceTime();
    Version version =
        current == null
            ? new Version(sourceTime, arrived.sequence())
            : incoming.version(sourceTime, current.observedAt(), current.version());
    byte[] hash = StoredContent.hash(parts.fingerprints(), content, deleted);
    String event =
        EventIds.observed(
            parts.flow().name(),
            arrived.connection(),
            incoming.externalId(),
            version.number(),
            hash);
    return new ReplicaRow(
        key,
        arrived.connection(),
        incoming.externalId(),
        parts.connections().named(arrived.connection()).role(),
        version,
        hash,
        content,
        deleted,
        reading == null ? source.observedAt() : stored(reading.occurredAt()),
        source.observedAt(),
        event,
        evidence(event, incoming, reading),
        mode(modes, arrived.connection()),
        current == null ? arrived.readAt() : current.seen(arrived.readAt()).readAt());
  }

  /** As fine as PostgreSQL keeps it: it is published the same before and after it was stored. */
  private static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static ObjectNode evidence(String event, Incoming incoming, @Nullable Reading reading) {
    ObjectNode evidence =
        JsonNodeFactory.instance
            .objectNode()
            .put("event", event)
            .put("via", incoming.from().arrived().via().name().toLowerCase(Locale.ROOT))
            .put("inbox", incoming.from().source().place());
    if (reading != null) {
      evidence.put("mapping", reading.mapping());
    }
    return evidence;
  }

  private static Map<String, ReplicaRow> records(
      Map<String, Map<String, ReplicaRow>> held, String key) {
    return held.computeIfAbsent(key, k -> new LinkedHashMap<>());
  }

  private static Content nothing() {
    return Content.of(Map.of(), JsonNodeFactory.instance.objectNode());
  }

  private static Map<String, Mode> modes(Connection tx) {
    Map<String, Mode> modes = new HashMap<>();
    Sql.all(
            tx,
            row ->
                Map.entry(
                    row.getString(1), Mode.valueOf(row.getString(2).toUpperCase(Locale.ROOT))),
            "select connection, mode from connection_state where mode is not null")
        .forEach(entry -> modes.put(entry.getKey(), entry.getValue()));
    return modes;
  }

  private Mode mode(Map<String, Mode> modes, String connection) {
    Mode set = modes.get(connection);
    return set != null ? set : parts.connections().named(connection).mode();
  }

  private void count(String outcome, String connection) {
    parts
        .meters()
        .counter("plumbline.apply.readings", "outcome", outcome, "connection", connection)
        .increment();
  }
}
