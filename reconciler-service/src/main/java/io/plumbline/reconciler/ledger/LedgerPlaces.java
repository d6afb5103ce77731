package io.plumbline.reconciler.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where the ledger holds each partition. All words on one key come through one partition, so
 * a writer that passes its place in the same transaction can never put an older word above a newer
 * one, nor bring back what was taken away.
 */
@ApplicationScoped
class LedgerPlaces {
  /** Of a topic that was made anew, or that lost its end, everything is new. */
  private static final String RESUME =
      """
      insert into ledger_place as place (topic, partition, topic_id, next_offset)
      values (?, ?, ?, 0)
      on conflict (topic, partition) do update
         set topic_id = excluded.topic_id,
             next_offset = case when place.topic_id = excluded.topic_id and place.next_offset <= ?
                                then place.next_offset else 0 end
      returning next_offset
      """;

  private static final String PASS =
      """
      update ledger_place set next_offset = ?
       where topic = ? and partition = ? and topic_id = ? and next_offset <= ?
      """;

  /** Everybody locks in this order, so nobody waits in a circle. */
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final DataSource database;

  LedgerPlaces(DataSource database) {
    this.database = database;
  }

  /** Where to read on, given where the partitions end and which topics they are of. */
  @Transactional(rollbackOn = SQLException.class)
  Map<TopicPartition, Long> resume(Map<TopicPartition, Long> ends, Map<String, String> topicIds)
      throws SQLException {
    Map<TopicPartition, Long> places = new HashMap<>();
    Map<TopicPartition, Long> inOrder = new TreeMap<>(ORDER);
    inOrder.putAll(ends);
    try (Connection connection = database.getConnection();
        PreparedStatement row = connection.prepareStatement(RESUME)) {
      for (Map.Entry<TopicPartition, Long> end : inOrder.entrySet()) {
        TopicPartition partition = end.getKey();
        row.setString(1, partition.topic());
        row.setInt(2, partition.partition());
        row.setString(3, topicIds.get(partition.topic()));
        row.setLong(4, end.getValue());
        try (ResultSet place = row.executeQuery()) {
          place.next();
          places.put(partition, place.getLong(1));
        }
      }
    }
    return places;
  }

  /** From the first record of a partition to the last. */
  private record Span(TopicPartition partition, long first, long last) {
    Span with(Span other) {
      return new Span(partition, Math.min(first, other.first), Math.max(last, other.last));
    }

    static Span of(ConsumerRecord<?, ?> record) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      return new Span(partition, record.offset(), record.offset());
    }
  }

  /** Moves on past these records, or refuses where another writer was faster. */
  void pass(Connection connection, Poll poll) throws SQLException {
    Map<TopicPartition, Span> spans = new TreeMap<>(ORDER);
    poll.records().stream()
        .map(Span::of)
        .forEach(span -> spans.merge(span.partition(), span, Span::with));
    List<Span> inOrder = List.copyOf(spans.values());
    int[] passed =
        RowBatch.run(
            connection,
            PASS,
            inOrder,
            (row, span) -> {
              row.setLong(1, span.last() + 1);
              row.setString(2, span.partition().topic());
              row.setInt(3, span.partition().partition());
              row.setString(4, poll.topicIds().get(span.partition().topic()));
              row.setLong(5, span.first());
            });
    for (int i = 0; i < passed.length; i++) {
      if (passed[i] == 0) {
        Span span = inOrder.get(i);
        throw new Overtaken(span.partition().topic(), span.partition().partition(), span.first());
      }
    }
  }
}
