package io.plumbline.reconciler.topology;

import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sees to it that the topics exist before anything reads or writes them. */
@ApplicationScoped
public class Topics {

  /** As the flow services make it: whoever is first must leave room for the others. */
  private static final String LARGEST = String.valueOf(8 * 1024 * 1024);

  private final Map<String, Object> kafka;
  private final TopicsConfig config;

  Topics(@Identifier("default-kafka-broker") Map<String, Object> kafka, TopicsConfig config) {
    this.kafka = kafka;
    this.config = config;
  }

  @PostConstruct
  void create() {
    try (Admin admin = Admin.create(kafka)) {
      Stream.of(
              topic(TopicNames.CHANGES, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST)),
              topic(TopicNames.FINDINGS, compacted()),
              topic(TopicNames.DISCREPANCIES, compacted()),
              topic(TopicNames.CONTROL_ENTRIES, compacted()),
              topic(TopicNames.STATUS, compacted()),
              topic(TopicNames.DEAD_LETTERS, Map.of()))
          .forEach(topic -> create(admin, topic));
      around(admin, TopicNames.CLAIMS);
      around(admin, TopicNames.ANSWERS);
    }
  }

  /** The way round what orders share; as many partitions as the changes have. */
  public Round round() {
    return new Round(TopicNames.CLAIMS, TopicNames.ANSWERS, partitions(TopicNames.CHANGES));
  }

  private void around(Admin admin, String name) {
    int wanted = partitions(TopicNames.CHANGES);
    create(
        admin,
        new NewTopic(name, java.util.Optional.of(wanted), config.replication())
            .configs(compacted()));
    int found = partitions(name);
    if (found != wanted) {
      throw new IllegalStateException(
          "expected %s to have %d partitions as %s has, found %d; stop the reconciler, delete %s and %s, reset its state and start it again"
              .formatted(
                  name, wanted, TopicNames.CHANGES, found, TopicNames.CLAIMS, TopicNames.ANSWERS));
    }
  }

  /** A topic that was just made is not known everywhere yet; a producer waits until it is. */
  private int partitions(String name) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka, bytes, bytes)) {
      return producer.partitionsFor(name).size();
    }
  }

  /** The id of the cluster; state kept from another one must not be used. */
  public String cluster() {
    try (Admin admin = Admin.create(kafka)) {
      return admin.describeCluster().clusterId().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for the cluster's id", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("expected the broker to tell its cluster's id", e);
    }
  }

  private static void create(Admin admin, NewTopic topic) {
    try {
      admin.createTopics(List.of(topic)).all().get();
      Log.infof("created topic: topic=%s partitions=%d", topic.name(), topic.numPartitions());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + topic.name(), e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("expected to create topic " + topic.name(), e);
      }
    }
  }

  private NewTopic topic(String name, Map<String, String> settings) {
    return new NewTopic(name, java.util.Optional.of(config.partitions()), config.replication())
        .configs(settings);
  }

  private static Map<String, String> compacted() {
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  }
}
