package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/**
 * Writes what the topology says, a poll per transaction, and only what is not in the ledger yet.
 */
@ApplicationScoped
class LedgerWriter {
  private final DataSource database;
  private final LedgerPlaces places;
  private final ChangeOrder order;
  private final Clock clock;

  LedgerWriter(DataSource database, LedgerPlaces places, ChangeOrder order, Clock clock) {
    this.database = database;
    this.places = places;
    this.order = order;
    this.clock = clock;
  }

  /** The findings that the ledger did not hold before. */
  @Transactional(rollbackOn = SQLException.class) // a checked exception alone would commit
  List<Finding> write(Poll poll) throws SQLException {
    return write(poll, poll.batch());
  }

  /** In place of a record whose row the database refused; the state names why, and no payload. */
  @Transactional(rollbackOn = SQLException.class)
  void refuse(Poll one, String state) throws SQLException {
    write(one, Batch.refused(one.records().getFirst(), state));
  }

  private List<Finding> write(Poll poll, Batch batch) throws SQLException {
    try (Connection connection = database.getConnection()) {
      places.pass(connection, poll);
      DiscrepancyTable.write(connection, batch.pending());
      ControlEntryTable.write(connection, batch.entries());
      StatusTable.write(connection, batch.statuses());
      DeadLetterTable.write(connection, batch.letters(), Instant.now(clock));
      return findings(connection, batch);
    }
  }

  /** At the end, since every other change of a finding waits for the end of this transaction. */
  private List<Finding> findings(Connection connection, Batch batch) throws SQLException {
    Collection<Finding> findings = batch.findings();
    Collection<Finding> over = FindingTable.standing(connection, batch.over());
    if (findings.isEmpty() && over.isEmpty()) {
      return List.of();
    }
    Instant at = order.next();
    List<Finding> unknown = FindingTable.unknown(connection, findings);
    FindingTable.write(connection, findings, at);
    FindingTable.write(connection, over, at);
    return unknown;
  }
}
