package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;

/**
 * Writes what the topology says, a batch per transaction. Writing anything twice changes nothing.
 */
@ApplicationScoped
class LedgerWriter {
  private final DataSource database;
  private final Clock clock;

  LedgerWriter(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The findings that the ledger did not hold before. */
  @Transactional(rollbackOn = SQLException.class) // a checked exception alone would commit
  List<Finding> write(Batch batch) throws SQLException {
    Instant now = Instant.now(clock).truncatedTo(ChronoUnit.MICROS);
    try (Connection connection = database.getConnection()) {
      List<Finding> unknown = FindingTable.unknown(connection, batch.findings());
      FindingTable.write(connection, batch.findings(), now);
      DiscrepancyTable.write(connection, batch.pending());
      ControlEntryTable.write(connection, batch.entries());
      StatusTable.write(connection, batch.statuses());
      DeadLetterTable.write(connection, batch.letters(), now);
      return unknown;
    }
  }
}
