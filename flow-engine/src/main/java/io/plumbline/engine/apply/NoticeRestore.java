package io.plumbline.engine.apply;

import io.plumbline.engine.apply.PlaceTable.Bounds;
import io.plumbline.engine.delivery.ServerChange;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.kafka.KafkaClients.Progress;
import io.plumbline.engine.kafka.Topics;
import io.plumbline.engine.sql.DatabaseServer;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Notices a database that was put back to a backup, or is served by another server, before anything
 * works with it. Apply learns of its partitions when they are assigned, which takes seconds, and of
 * its own alone.
 */
@Singleton
public class NoticeRestore implements ServerChange {

  private final KafkaClients clients;
  private final String topic;
  private final String group;
  private final Duration patience;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  NoticeRestore(
      KafkaClients clients, Topics topics, Flow flow, Transactions transactions, Clock clock) {
    this(clients, topics.inbox(), Applying.group(flow), topics.patience(), transactions, clock);
  }

  NoticeRestore(
      KafkaClients clients,
      String topic,
      String group,
      Duration patience,
      Transactions transactions,
      Clock clock) {
    this.clients = clients;
    this.topic = topic;
    this.group = group;
    this.patience = patience;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Compares what the group has applied with what the database knows of it. On another server than
   * before nobody knows what else was forgotten, so that nothing is delivered before the inbox was
   * applied up to its end.
   */
  @Override
  public void notice() {
    // The broker first: what is applied meanwhile, by another replica, is in the database then.
    String id = clients.topicId(topic, patience);
    Map<TopicPartition, Bounds> bounds = new HashMap<>();
    clients
        .progress(group, topic, patience)
        .forEach((partition, progress) -> bounds.put(partition, bounds(progress)));
    Instant now = clock.instant();
    transactions.run(
        tx -> PlaceTable.notice(tx, bounds, id, DatabaseServer.becomesKnown(tx, now), now));
  }

  private static Bounds bounds(Progress progress) {
    return new Bounds(0, progress.end(), progress.committed());
  }
}
