package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Finding;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes a poll's records into the ledger. One whose row PostgreSQL refuses for a reason of its own
 * is lettered alone, since it would be refused for ever and hold up all that come after it.
 */
@ApplicationScoped
class LedgerIntake {
  private final LedgerWriter ledger;

  LedgerIntake(LedgerWriter ledger) {
    this.ledger = ledger;
  }

  /** The findings that the ledger did not hold before. */
  List<Finding> take(Iterable<ConsumerRecord<String, byte[]>> records) throws SQLException {
    Batch batch = new Batch();
    records.forEach(batch::add);
    try {
      return ledger.write(batch);
    } catch (SQLException e) {
      if (!ofTheRow(e)) {
        throw e;
      }
      return oneByOne(records);
    }
  }

  private List<Finding> oneByOne(Iterable<ConsumerRecord<String, byte[]>> records)
      throws SQLException {
    List<Finding> unknown = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      unknown.addAll(alone(record));
    }
    return unknown;
  }

  private List<Finding> alone(ConsumerRecord<String, byte[]> record) throws SQLException {
    Batch batch = new Batch();
    batch.add(record);
    try {
      return ledger.write(batch);
    } catch (SQLException e) {
      if (!ofTheRow(e)) {
        throw e;
      }
      Log.errorf(
          "row refused by the ledger, kept as a dead letter: topic=%s partition=%d offset=%d state=%s",
          record.topic(), record.partition(), record.offset(), e.getSQLState());
      return ledger.write(Batch.refused(record, e.getSQLState()));
    }
  }

  /** Data exceptions (class 22) and broken constraints (23) stay what they are however often. */
  private static boolean ofTheRow(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }
}
