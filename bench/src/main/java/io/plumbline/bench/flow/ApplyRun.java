package io.plumbline.bench.flow;

import io.plumbline.bench.process.Broker;
import io.plumbline.bench.process.Drain;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.report.Comparison;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Times the inbox being applied, then the same rows being upserted in plain batches. The service
 * publishes what it applied at the same time, as it always does; the baseline does not.
 */
final class ApplyRun {

  private static final String INBOX = "plumbline.order.inbox";

  /** A service that waits between tries while its database is away comes back within this. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ground ground;
  private final Report report;
  private final int most;

  ApplyRun(Ground ground, Report report, int most) {
    this.ground = ground;
    this.report = report;
    this.most = most;
  }

  Comparison measure() throws SQLException, InterruptedException {
    try (Connection connection = connect();
        Broker broker = new Broker(ground.brokers())) {
      long all = broker.end(INBOX);
      report.step("apply: %,d webhooks wait in the inbox".formatted(all));
      Samples ours = new Drain(() -> applied(connection), all, PATIENCE).await();
      new Drain(() -> applied(connection) == all ? all : 0, all, PATIENCE).await();
      BareUpserts bare = new BareUpserts(connection, most);
      report.step("apply: warming up the baseline");
      bare.write();
      report.step("apply: writing the same rows in plain batches");
      return new Comparison("apply", "webhooks", 0.5, List.of(ours), List.of(bare.write()));
    }
  }

  private Connection connect() throws SQLException {
    var database = ground.database();
    return DriverManager.getConnection(
        database.jdbcUrl(OrderService.DATABASE) + "?reWriteBatchedInserts=true",
        database.username(),
        database.password());
  }

  private static long applied(Connection connection) {
    try (var query =
        connection.prepareStatement(
            "select coalesce(sum(next_offset), 0) from applied_offset where topic = ?")) {
      query.setString(1, INBOX);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("how far the inbox was applied cannot be read", e);
    }
  }
}
