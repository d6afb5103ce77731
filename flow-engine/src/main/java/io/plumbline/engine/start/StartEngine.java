package io.plumbline.engine.start;

import io.plumbline.engine.apply.Applying;
import io.plumbline.engine.apply.NoticeRestore;
import io.plumbline.engine.apply.PruneProcessed;
import io.plumbline.engine.delivery.DeliveryService;
import io.plumbline.engine.intake.Listening;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.kafka.Topics;
import io.plumbline.engine.publish.Publishing;
import io.plumbline.engine.secrecy.InboxKeys;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Starts the engine in its order: topics and keys first, then whether the database has forgotten
 * something, then what works with them.
 */
@Singleton
public class StartEngine {

  private final KafkaClients clients;
  private final Topics topics;
  private final InboxKeys keys;
  private final PruneProcessed processed;
  private final NoticeRestore restore;
  private final Applying applying;
  private final Publishing publishing;
  private final Listening listening;
  private final DeliveryService deliveries;

  StartEngine(
      KafkaClients clients,
      Topics topics,
      InboxKeys keys,
      PruneProcessed processed,
      NoticeRestore restore,
      Applying applying,
      Publishing publishing,
      Listening listening,
      DeliveryService deliveries) {
    this.clients = clients;
    this.topics = topics;
    this.keys = keys;
    this.processed = processed;
    this.restore = restore;
    this.applying = applying;
    this.publishing = publishing;
    this.listening = listening;
    this.deliveries = deliveries;
  }

  void start(@Observes StartupEvent event) {
    topics.create(clients);
    keys.prefetch(kept());
    restore.notice();
    publishing.start();
    applying.start();
    listening.start();
    deliveries.start();
  }

  /** Keys are made days ahead, so that an outage of the database at midnight stops nothing. */
  @Scheduled(every = "1h", delayed = "1h")
  void keys() {
    keys.prefetch(kept());
    keys.destroyBefore(oldest());
  }

  /** What the inbox no longer gives, or nobody could read, is never applied a second time. */
  @Scheduled(every = "1h", delayed = "1h")
  void processed() {
    processed.before(oldest().atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private LocalDate oldest() {
    return keys.today().minusDays(kept());
  }

  /**
   * A day more than the topic keeps: its oldest record may be of any hour of that day. A backup
   * that has the keys of as many days to come can read all that arrived since, as long as the topic
   * has it.
   */
  private long kept() {
    return topics.inboxRetention().toDays() + 1;
  }
}
