package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Finding;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes a poll's records into the ledger. One whose row PostgreSQL refuses for a reason of its own
 * is lettered alone, since it would be refused for ever and hold up all that come after it.
 */
@ApplicationScoped
class LedgerIntake {
  private final LedgerWriter ledger;
  private final LedgerPlaces places;

  LedgerIntake(LedgerWriter ledger, LedgerPlaces places) {
    this.ledger = ledger;
    this.places = places;
  }

  /** Where to read on. */
  Map<TopicPartition, Long> resume(Map<TopicPartition, Long> ends, Map<String, String> topicIds)
      throws SQLException {
    return places.resume(ends, topicIds);
  }

  /** The findings that the ledger did not hold before. */
  List<Finding> take(Poll poll) throws SQLException {
    try {
      return ledger.write(poll);
    } catch (SQLException e) {
      if (!ofTheRow(e)) {
        throw e;
      }
      return oneByOne(poll);
    }
  }

  private List<Finding> oneByOne(Poll poll) throws SQLException {
    List<Finding> unknown = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : poll.records()) {
      unknown.addAll(alone(poll.only(record), record));
    }
    return unknown;
  }

  private List<Finding> alone(Poll one, ConsumerRecord<String, byte[]> record) throws SQLException {
    try {
      return ledger.write(one);
    } catch (SQLException e) {
      if (!ofTheRow(e)) {
        throw e;
      }
      Log.errorf(
          "row refused by the ledger, kept as a dead letter: topic=%s partition=%d offset=%d state=%s",
          record.topic(), record.partition(), record.offset(), e.getSQLState());
      ledger.refuse(one, e.getSQLState());
      return List.of();
    }
  }

  /**
   * Data exceptions (class 22) and broken constraints (23) stay what they are however often. Two
   * words on one row in a single statement (21) are written one by one.
   */
  private static boolean ofTheRow(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("21") || state.startsWith("22") || state.startsWith("23"));
  }
}
