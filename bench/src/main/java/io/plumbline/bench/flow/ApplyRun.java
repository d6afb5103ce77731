package io.plumbline.bench.flow;

import io.plumbline.bench.process.Broker;
import io.plumbline.bench.process.Drain;
import io.plumbline.bench.report.Comparison;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import java.sql.Connection;
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

  /** The baseline is warmed up by a run of its own. */
  private static final double WARM = 0.4;

  private final OrderService orders;
  private final Report report;
  private final int most;

  ApplyRun(OrderService orders, Report report, int most) {
    this.orders = orders;
    this.report = report;
    this.most = most;
  }

  Comparison measure() throws SQLException, InterruptedException {
    try (Connection connection = orders.database();
        Broker broker = new Broker(orders.ground().brokers())) {
      long all = broker.end(INBOX);
      report.step("apply: %,d webhooks wait in the inbox".formatted(all));
      Samples ours = new Drain(() -> applied(connection), all, WARM, PATIENCE).await();
      new Drain(() -> applied(connection) == all ? all : 0, all, WARM, PATIENCE).await();
      BareUpserts bare = new BareUpserts(connection, most);
      report.step("apply: warming up the baseline");
      bare.write();
      report.step("apply: writing the same rows in plain batches");
      return new Comparison("apply", "webhooks", 0.5, List.of(ours), List.of(bare.write()));
    }
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
