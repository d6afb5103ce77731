package io.plumbline.engine.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.publish.ChangeRecord.OutboxRow;
import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Sql;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Carries the outbox to Kafka.
 *
 * <p>A row is taken because it is there, and deleted when Kafka has it: never by an id cursor,
 * which would skip the row of a transaction that commits late. One publisher at a time holds a
 * shard.
 */
final class Publisher implements Runnable {

  private final DataSource database;
  private final Producer<String, byte[]> producer;
  private final String topic;
  private final String flow;
  private final PublishConfig config;
  private final MeterRegistry meters;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Publisher(
      DataSource database,
      Producer<String, byte[]> producer,
      String topic,
      String flow,
      PublishConfig config,
      MeterRegistry meters) {
    this.database = database;
    this.producer = producer;
    this.topic = topic;
    this.flow = flow;
    this.config = config;
    this.meters = meters;
  }

  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    do {
      // The session's end gives its shards to another replica, so everything is done on this one.
      try (Connection session = database.getConnection()) {
        hold(session);
      } catch (SQLException | DatabaseFailed e) {
        Log.warnf("publishing waits for the database: %s", e.getMessage());
      } catch (KafkaException e) {
        Log.warnf("publishing waits for the broker: %s", e.getMessage());
      } catch (RuntimeException e) {
        // Outermost: without its thread nothing is published any more, and nobody is told.
        Log.errorf(e, "publishing failed and begins anew: topic=%s", topic);
      }
    } while (!pause(config.claim()));
  }

  private void hold(Connection session) throws SQLException {
    Set<Integer> shards = new TreeSet<>();
    try {
      long nextClaim = System.nanoTime();
      Duration rest = Duration.ZERO;
      while (!pause(rest)) {
        if (shards.size() < Shards.COUNT && System.nanoTime() >= nextClaim) {
          claim(session, shards);
          nextClaim = System.nanoTime() + config.claim().toNanos();
        }
        rest = publish(session, shards) ? Duration.ZERO : config.look();
      }
    } finally {
      release(session);
    }
  }

  /** The pool keeps sessions open, and with them their locks. */
  private static void release(Connection session) throws SQLException {
    if (session.isValid(1)) {
      Sql.one(session, row -> row.getString(1), "select pg_advisory_unlock_all()::text");
    } else {
      session.abort(Runnable::run);
    }
  }

  private static void claim(Connection session, Set<Integer> shards) {
    for (int shard = 0; shard < Shards.COUNT; shard++) {
      if (!shards.contains(shard) && Locks.shard(session, shard)) {
        shards.add(shard);
      }
    }
  }

  /** Publishes what is there; whether there was anything. */
  private boolean publish(Connection session, Set<Integer> shards) {
    List<OutboxRow> rows = rows(session, shards);
    if (rows.isEmpty()) {
      return false;
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    rows.forEach(row -> sent.add(producer.send(ChangeRecord.of(topic, flow, row))));
    producer.flush();
    List<Long> acknowledged = new ArrayList<>();
    Set<String> failed = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      OutboxRow row = rows.get(i);
      // What follows a failure under the same key stays too: it must not overtake it.
      if (!failed.contains(row.key()) && acknowledged(sent.get(i), row)) {
        acknowledged.add(row.id());
      } else {
        failed.add(row.key());
      }
    }
    meters
        .counter("plumbline.publish.events", "outcome", "acknowledged")
        .increment(acknowledged.size());
    meters
        .counter("plumbline.publish.events", "outcome", "kept")
        .increment(rows.size() - acknowledged.size());
    Sql.update(
        session,
        "delete from outbox where id = any (?)",
        (Object) acknowledged.toArray(Long[]::new));
    return failed.isEmpty();
  }

  private static boolean acknowledged(Future<RecordMetadata> sent, OutboxRow row) {
    try {
      sent.get();
      return true;
    } catch (ExecutionException e) {
      Log.warnf("not published, sent again: eventId=%s cause=%s", row.eventId(), e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<OutboxRow> rows(Connection session, Set<Integer> shards) {
    return Sql.all(
        session,
        row ->
            new OutboxRow(
                row.getLong("id"),
                row.getString("key"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("source"),
                Sql.instant(row, "occurred_at"),
                row.getString("payload"),
                row.getString("trace"),
                row.getString("retold")),
        "select * from outbox where shard = any (?) order by id limit ?",
        shards.toArray(Integer[]::new),
        config.batch());
  }

  private boolean pause(Duration rest) {
    try {
      return stopped.await(rest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
