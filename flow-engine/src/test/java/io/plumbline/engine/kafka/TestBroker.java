package io.plumbline.engine.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** One real broker for all tests of the JVM: its warden ends it with the JVM. */
public final class TestBroker {

  private static final EmbeddedKafka BROKER = EmbeddedKafka.startTemporary();

  private TestBroker() {}

  public static KafkaClients clients() {
    return new KafkaClients(Map.of("bootstrap.servers", BROKER.bootstrapServers()));
  }

  /** Waits until that many members share the group's partitions evenly. */
  public static void awaitSharing(String group, int members) {
    try (Admin admin = clients().admin()) {
      await("the group shares its partitions")
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(() ->
              assertThat(
                      admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                          .flatMap(described -> described.members().stream())
                          .map(member -> member.assignment().topicPartitions().size()))
                  .isEqualTo(Collections.nCopies(members, 1)));
    }
  }

  /** A new topic, with a name that no other test has. */
  public static String topic(int partitions) {
    String name = "test." + UUID.randomUUID();
    create(name, partitions);
    return name;
  }

  /** The same topic with nothing in it: another one, for those who ask the broker. */
  public static void makeAnew(String topic, int partitions) {
    try (Admin admin = clients().admin()) {
      admin.deleteTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
      await("the topic is gone")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(admin.listTopics().names().get()).doesNotContain(topic));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("topic %s could not be deleted".formatted(topic), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while deleting topic " + topic, e);
    }
    create(topic, partitions);
  }

  /** What is before that offset of its first partition is gone, as after the topic's retention. */
  public static void forget(String topic, long before) {
    try (Admin admin = clients().admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
          .all()
          .get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("records of %s could not be deleted".formatted(topic), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while deleting records of " + topic, e);
    }
  }

  static void create(String name, int partitions) {
    try (Admin admin = clients().admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("topic %s could not be created".formatted(name), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + name, e);
    }
  }
}
