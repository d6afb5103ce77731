package io.plumbline.reconciler.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The order in which findings change, the same for whoever writes and whoever reads: a reader who
 * goes on from the newest time seen misses nothing.
 */
@ApplicationScoped
class ChangeOrder {
  /**
   * The row stays locked until the transaction ends, so the next change waits until this one can be
   * seen. The time never goes back nor stands still, though clocks of several instances may.
   */
  private static final String NEXT =
      """
      update change_order set last_at = greatest(last_at + interval '1 microsecond', ?)
      returning last_at
      """;

  private final DataSource database;
  private final Clock clock;

  ChangeOrder(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * The time of the change that this transaction makes. To be asked before any finding is locked,
   * or two writers could wait for each other.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  Instant next() {
    OffsetDateTime now = Instant.now(clock).atOffset(ZoneOffset.UTC);
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(NEXT)) {
      update.setObject(1, now);
      return time(update);
    } catch (SQLException e) {
      throw new IllegalStateException("expected a time for a change of findings", e);
    }
  }

  private static Instant time(PreparedStatement update) throws SQLException {
    try (ResultSet row = update.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("expected the one row of change_order, found none");
      }
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
