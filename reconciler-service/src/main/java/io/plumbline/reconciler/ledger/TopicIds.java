package io.plumbline.reconciler.ledger;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The ids that the broker gives to topics; one that is deleted and made again gets another. */
final class TopicIds {
  private final Map<String, Object> kafka;

  TopicIds(Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  Map<String, String> of(Set<String> topics) {
    Map<String, String> ids = new TreeMap<>();
    try (Admin admin = Admin.create(kafka)) {
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for the ids of topics", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("expected the broker to tell the ids of " + topics, e);
    }
    return ids;
  }
}
