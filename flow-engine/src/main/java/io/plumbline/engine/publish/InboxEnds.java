package io.plumbline.engine.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a topic ends, by the broker's word of this moment.
 *
 * @param within how long each of the two questions may take
 */
record InboxEnds(Admin admin, String topic, Duration within) {

  /** The next offset to be written, by partition. */
  Map<Integer, Long> read() {
    try {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      partitions()
          .forEach(
              partition -> asked.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
      Map<Integer, Long> ends = new HashMap<>();
      admin
          .listOffsets(
              asked, new ListOffsetsOptions().timeoutMs(Math.toIntExact(within.toMillis())))
          .all()
          .get(within.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the end of %s could not be read".formatted(topic), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while reading the end of " + topic, e);
    }
  }

  private List<Integer> partitions()
      throws ExecutionException, TimeoutException, InterruptedException {
    return admin
        .describeTopics(
            List.of(topic),
            new DescribeTopicsOptions().timeoutMs(Math.toIntExact(within.toMillis())))
        .allTopicNames()
        .get(within.toMillis(), TimeUnit.MILLISECONDS)
        .values()
        .stream()
        .flatMap(described -> described.partitions().stream())
        .map(partition -> partition.partition())
        .toList();
  }
}
