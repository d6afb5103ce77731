package io.plumbline.engine.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.publish.Publishing;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** What on-call watches: how much is under way, since when, and how each connection stands. */
@Singleton
public class Gauges {

  /** Settled ones are not counted: there are as many as ever were, and nobody acts on them. */
  private static final List<String> DELIVERY_STATES =
      List.of("due", "leased", "waiting", "dead", "shadowed", "held");

  private static final List<String> BREAKER_STATES = List.of("closed", "open", "half-open");
  private static final List<String> LETTER_KINDS =
      List.of("inbound", "delivery", "reread", "exception");

  private final Transactions transactions;
  private final Connections connections;
  private final Supplier<Map<String, Instant>> watermarks;
  private final LongSupplier inboxLag;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, MultiGauge> gauges = new HashMap<>();

  @Inject
  Gauges(
      Transactions transactions,
      Connections connections,
      Publishing publishing,
      MeterRegistry meters,
      Clock clock) {
    this(transactions, connections, publishing::watermarks, publishing::inboxLag, meters, clock);
  }

  Gauges(
      Transactions transactions,
      Connections connections,
      Supplier<Map<String, Instant>> watermarks,
      LongSupplier inboxLag,
      MeterRegistry meters,
      Clock clock) {
    this.transactions = transactions;
    this.connections = connections;
    this.watermarks = watermarks;
    this.inboxLag = inboxLag;
    this.meters = meters;
    this.clock = clock;
  }

  /** Keeps the last values where the database or the broker does not answer. */
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void refresh() {
    try {
      read();
    } catch (io.plumbline.engine.sql.DatabaseFailed | KafkaException e) {
      Log.debugf("gauges stay as they were: %s", e.getMessage());
    }
  }

  synchronized void read() {
    Instant now = clock.instant();
    long lag = inboxLag.getAsLong();
    transactions.run(tx -> {
      outbox(tx, now);
      show("plumbline.inbox.lag", List.of(Row.of(Tags.empty(), lag)));
      show("plumbline.rereads", rereads(tx));
      show("plumbline.deliveries", deliveries(tx));
      show("plumbline.deadletters", letters(tx));
      show("plumbline.connection.breaker", breakers(tx));
    });
    show("plumbline.watermark.age", ages(now));
  }

  private void outbox(Connection tx, Instant now) {
    Sql.one(
            tx,
            row -> {
              Instant oldest = Sql.instantOrNull(row, "oldest");
              return Map.entry(
                  row.getLong("events"),
                  oldest == null ? Duration.ZERO : Duration.between(oldest, now));
            },
            "select count(*) as events, min(added_at) as oldest from outbox")
        .ifPresent(outbox -> {
          show("plumbline.outbox.events", List.of(Row.of(Tags.empty(), outbox.getKey())));
          show("plumbline.outbox.age", List.of(Row.of(Tags.empty(), seconds(outbox.getValue()))));
        });
  }

  private Iterable<Row<?>> rereads(Connection tx) {
    Map<String, Long> counts =
        counts(tx, "select connection as label, count(*) as rows from reread group by 1");
    return perConnection((name, rows) ->
        rows.add(Row.of(Tags.of("connection", name), counts.getOrDefault(name, 0L))));
  }

  private Iterable<Row<?>> deliveries(Connection tx) {
    Map<String, Long> counts =
        counts(
            tx,
            """
            select connection || '/' || state as label, count(*) as rows from delivery
            where state in ('due', 'leased', 'waiting', 'dead', 'shadowed', 'held') group by 1
            """);
    return perConnection((name, rows) ->
        DELIVERY_STATES.forEach(state ->
            rows.add(
                Row.of(
                    Tags.of("connection", name, "state", state),
                    counts.getOrDefault(name + "/" + state, 0L)))));
  }

  private static Iterable<Row<?>> letters(Connection tx) {
    Map<String, Long> counts =
        counts(
            tx,
            "select kind as label, count(*) as rows from dead_letter where state = 'open' group by 1");
    List<Row<?>> rows = new ArrayList<>();
    LETTER_KINDS.forEach(
        kind -> rows.add(Row.of(Tags.of("kind", kind), counts.getOrDefault(kind, 0L))));
    return rows;
  }

  private Iterable<Row<?>> breakers(Connection tx) {
    Map<String, Long> counts =
        counts(tx, "select connection || '/' || breaker as label, 1 as rows from connection_state");
    return perConnection((name, rows) ->
        BREAKER_STATES.forEach(state ->
            rows.add(
                Row.of(
                    Tags.of("connection", name, "state", state),
                    counts.getOrDefault(name + "/" + state, 0L)))));
  }

  private List<Row<?>> ages(Instant now) {
    List<Row<?>> rows = new ArrayList<>();
    watermarks
        .get()
        .forEach((name, reached) ->
            rows.add(Row.of(Tags.of("connection", name), seconds(Duration.between(reached, now)))));
    return rows;
  }

  private Iterable<Row<?>> perConnection(java.util.function.BiConsumer<String, List<Row<?>>> each) {
    List<Row<?>> rows = new ArrayList<>();
    connections.all().forEach(connection -> each.accept(connection.name(), rows));
    return rows;
  }

  private static Map<String, Long> counts(Connection tx, String sql) {
    Map<String, Long> counts = new HashMap<>();
    Sql.all(tx, row -> Map.entry(row.getString("label"), row.getLong("rows")), sql)
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  private void show(String name, Iterable<Row<?>> rows) {
    gauges
        .computeIfAbsent(name, absent -> MultiGauge.builder(absent).register(meters))
        .register(rows, true);
  }

  private static double seconds(Duration duration) {
    return Math.max(0, duration.toMillis() / 1000.0);
  }
}
