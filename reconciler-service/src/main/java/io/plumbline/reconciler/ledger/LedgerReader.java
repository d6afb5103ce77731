package io.plumbline.reconciler.ledger;

import static java.util.stream.Collectors.toSet;

import io.plumbline.reconciler.finding.Finding;
import io.quarkus.logging.Log;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the topology's topics from where the ledger is, which only the ledger knows; the positions
 * that are committed to the broker are for those who measure the lag.
 */
final class LedgerReader {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<String, byte[]> consumer;
  private final LedgerIntake ledger;
  private final Function<Set<String>, Map<String, String>> ids;
  private Map<String, String> topicIds = Map.of();
  private boolean inPlace;

  LedgerReader(
      Consumer<String, byte[]> consumer,
      LedgerIntake ledger,
      Function<Set<String>, Map<String, String>> ids) {
    this.consumer = consumer;
    this.ledger = ledger;
    this.ids = ids;
  }

  void subscribe(Collection<String> topics) {
    consumer.subscribe(
        topics,
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // What is written afterwards all the same, the ledger refuses if it was overtaken.
          }

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            inPlace = false;
          }
        });
  }

  /** Takes one poll into the ledger; the findings that it did not hold before. */
  List<Finding> turn() throws SQLException {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    consumer.poll(POLL).forEach(records::add);
    if (!inPlace) {
      resume();
      return List.of();
    }
    inPlace = false; // until these are written: whatever fails is read again
    List<Finding> unknown =
        records.isEmpty() ? List.of() : ledger.take(new Poll(records, topicIds));
    inPlace = true;
    consumer.commitAsync();
    return unknown;
  }

  private void resume() throws SQLException {
    Set<TopicPartition> assigned = consumer.assignment();
    topicIds = ids.apply(assigned.stream().map(TopicPartition::topic).collect(toSet()));
    Map<TopicPartition, Long> from = ledger.resume(consumer.endOffsets(assigned), topicIds);
    from.forEach(consumer::seek);
    inPlace = true;
    long anew = from.values().stream().filter(offset -> offset == 0).count();
    Log.infof("ledger reads on: partitions=%d fromTheBeginning=%d", from.size(), anew);
  }
}
