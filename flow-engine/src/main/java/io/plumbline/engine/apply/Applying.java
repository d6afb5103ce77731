package io.plumbline.engine.apply;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.delivery.Deliveries;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.intake.Rereads;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.kafka.Topics;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.secrecy.InboxKeys;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Transactions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts and stops applying in this replica. */
@Singleton
public class Applying {

  private final ApplyLoop loop;
  private volatile @Nullable Thread thread;

  Applying(
      KafkaClients clients,
      Topics topics,
      ApplyConfig config,
      InboxKeys inboxKeys,
      Transactions transactions,
      Connections connections,
      Flow flow,
      Deliveries deliveries,
      DeadLetters deadLetters,
      Rereads rereads,
      Outbox outbox,
      MasterKey master,
      EntityKeys entityKeys,
      Fingerprints fingerprints,
      Clock clock,
      MeterRegistry meters) {
    var parts =
        new ApplyBatch.Parts(
            transactions,
            connections,
            flow,
            deliveries,
            deadLetters,
            rereads,
            outbox,
            master,
            entityKeys,
            fingerprints,
            clock,
            meters);
    this.loop =
        new ApplyLoop(
            () -> clients.consumer(group(flow), config.batch()),
            consumer ->
                new InboxPlaces(
                    consumer, () -> clients.topicId(topics.inbox()), transactions, clock),
            topics.inbox(),
            new Unpack(connections, inboxKeys),
            new ApplyBatch(parts),
            config.backoff());
  }

  static String group(Flow flow) {
    return "plumbline." + flow.name() + ".apply";
  }

  public void start() {
    thread = Thread.ofPlatform().name("apply").start(loop);
  }

  /** Whether the loop's thread lives; before the start there is none to miss. */
  public boolean alive() {
    var running = thread;
    return running == null || running.isAlive();
  }

  @PreDestroy
  void stop() throws InterruptedException {
    loop.stop();
    var running = thread;
    if (running != null) {
      running.join(Duration.ofSeconds(10));
    }
  }
}
