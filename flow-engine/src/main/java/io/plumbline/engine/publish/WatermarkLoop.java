package io.plumbline.engine.publish;

import io.plumbline.engine.observation.CanonicalJson;
import io.plumbline.engine.sql.DatabaseFailed;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** One replica at a time sends the watermarks, to every partition, behind what they cover. */
final class WatermarkLoop implements Runnable {

  private static final Duration BROKER = Duration.ofSeconds(5);

  private final DataSource database;
  private final Producer<String, byte[]> producer;
  private final Admin admin;
  private final Names names;
  private final Supplier<Watermarks> fresh;
  private final Clock clock;
  private final Duration every;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Map<String, Instant> reached = Map.of();

  WatermarkLoop(
      DataSource database,
      Producer<String, byte[]> producer,
      Admin admin,
      Names names,
      Supplier<Watermarks> fresh,
      Clock clock,
      Duration every) {
    this.database = database;
    this.producer = producer;
    this.admin = admin;
    this.names = names;
    this.fresh = fresh;
    this.clock = clock;
    this.every = every;
  }

  /** What it reads and writes. */
  record Names(String flow, String inbox, String changes) {}

  void stop() {
    stopped.countDown();
  }

  /** As this replica last sent them; empty where another one does. */
  Map<String, Instant> reached() {
    return reached;
  }

  @Override
  public void run() {
    do {
      try (Connection session = database.getConnection()) {
        lead(session);
      } catch (SQLException | DatabaseFailed | KafkaException | TimeoutException e) {
        Log.warnf("watermarks wait: %s", e.getMessage());
      } catch (ExecutionException e) {
        Log.warnf("watermarks wait for the broker: %s", e.getMessage());
      } catch (RuntimeException e) {
        // Outermost: without its thread nothing is vouched for any more, and nobody is told.
        Log.errorf(e, "watermarks failed and begin anew: topic=%s", names.changes());
      }
      reached = Map.of();
    } while (!pause(Duration.ofSeconds(1)));
  }

  private void lead(Connection session) throws SQLException, ExecutionException, TimeoutException {
    try {
      if (!Locks.watermark(session)) {
        return;
      }
      Watermarks watermarks = fresh.get();
      while (!pause(every)) {
        Instant now = clock.instant();
        reached = watermarks.advance(session, names.inbox(), now, this::ends);
        if (!reached.isEmpty()) {
          send(now);
        }
      }
    } finally {
      if (session.isValid(1)) {
        io.plumbline.engine.sql.Sql.one(
            session, row -> row.getString(1), "select pg_advisory_unlock_all()::text");
      } else {
        session.abort(Runnable::run);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same
  private void send(Instant now) throws ExecutionException, TimeoutException {
    byte[] value = CanonicalJson.bytes(Watermarks.payload(names.flow(), now, reached));
    int partitions = producer.partitionsFor(names.changes()).size();
    for (int partition = 0; partition < partitions; partition++) {
      ProducerRecord<String, byte[]> record =
          ChangeRecord.watermark(names.changes(), partition, names.flow(), now, value);
      producer.send(
          record,
          (metadata, failure) -> {
            if (failure != null) {
              Log.debugf(
                  "a watermark was not sent, the next one says more: %s", failure.getMessage());
            }
          });
    }
  }

  /** The next offset of the inbox to be written, by partition. */
  Map<Integer, Long> ends() {
    try {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (int partition = 0; partition < inboxPartitions(); partition++) {
        asked.put(new TopicPartition(names.inbox(), partition), OffsetSpec.latest());
      }
      Map<Integer, Long> ends = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get(BROKER.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the inbox's end could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while reading the inbox's end", e);
    }
  }

  private int inboxPartitions() {
    return producer.partitionsFor(names.inbox()).size();
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
