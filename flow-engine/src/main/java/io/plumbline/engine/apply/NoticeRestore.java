package io.plumbline.engine.apply;

import io.plumbline.engine.apply.PlaceTable.Bounds;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.kafka.KafkaClients.Progress;
import io.plumbline.engine.kafka.Topics;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Notices a database that was put back to a backup before anything works with it. Apply learns of
 * its partitions when they are assigned, which takes seconds, and of its own alone.
 */
@Singleton
public class NoticeRestore {

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

  /** Compares what the group has applied with what the database knows of it. */
  public void now() {
    // The broker first: what is applied meanwhile, by another replica, is in the database then.
    String id = clients.topicId(topic, patience);
    Map<TopicPartition, Bounds> bounds = new HashMap<>();
    clients
        .progress(group, topic, patience)
        .forEach((partition, progress) -> bounds.put(partition, bounds(progress)));
    transactions.run(tx -> PlaceTable.notice(tx, bounds, id, clock.instant()));
  }

  private static Bounds bounds(Progress progress) {
    return new Bounds(0, progress.end(), progress.committed());
  }
}
