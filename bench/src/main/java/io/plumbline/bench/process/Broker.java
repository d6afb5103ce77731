package io.plumbline.bench.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What is asked of the broker around a measurement. */
public final class Broker implements AutoCloseable {

  private final Admin admin;

  public Broker(String brokers) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers));
  }

  public void create(String topic, int partitions, Map<String, String> settings) {
    got(
        admin
            .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
            .all());
  }

  /** How many records of the topic the group has committed. */
  public long committed(String group, String topic) {
    return got(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToLong(entry ->
            Optional.ofNullable(entry.getValue()).map(OffsetAndMetadata::offset).orElse(0L))
        .sum();
  }

  /** Where the topic ends, all partitions together. */
  public long end(String topic) {
    Map<TopicPartition, OffsetSpec> latest =
        got(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
            .flatMap(described -> described.partitions().stream())
            .map(TopicPartitionInfo::partition)
            .map(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    return got(admin.listOffsets(latest).all()).values().stream()
        .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }

  private static <T> T got(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the broker", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not do as asked", e.getCause());
    }
  }
}
