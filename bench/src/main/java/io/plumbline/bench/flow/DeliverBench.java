package io.plumbline.bench.flow;

import io.plumbline.bench.load.ClosedLoop;
import io.plumbline.bench.process.Drain;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.bench.report.Comparison;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Times orders being written into the emulated ERP: by order-service, which claims, looks,
 * journals, writes, and applies what it reads back; then by clients that only write and read back.
 */
public final class DeliverBench {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Until the orders wait for nothing but the ERP; the process is warm from the round before. */
  private static final double START = 0.1;

  /** Of our own: DESIGN names none. */
  private static final double AIM = 0.5;

  private static final String SETTLED =
      "select count(*) from delivery where connection = 'netsuite' and state = 'settled'";

  private final Ground ground;
  private final Report report;
  private final Duration round;

  public DeliverBench(Ground ground, Report report, Duration round) {
    this.ground = ground;
    this.report = report;
    this.round = round;
  }

  public void run() throws SQLException, InterruptedException {
    Emulators vendors = new Emulators(ground);
    vendors.shop();
    Served erp = vendors.erp();
    BareDelivery bare = new BareDelivery(erp.url(), vendors.token(), Emulators.CONCURRENCY);
    bare.prepare(OrderWebhooks.skus());
    OrderService orders = OrderService.start(ground, vendors);
    report.step("deliver: warming up");
    deliver(orders, Duration.ofMillis(500));
    bare.write(round);
    report.step("deliver: order-service");
    Samples ours = deliver(orders, Duration.ofSeconds(1));
    report.step("deliver: bare clients");
    report.add(new Comparison("deliver", "orders", AIM, List.of(ours), List.of(bare.write(round))));
    orders.served().stop();
  }

  /** Takes orders in for so long, and times them being brought to the ERP. */
  private Samples deliver(OrderService orders, Duration intake)
      throws SQLException, InterruptedException {
    try (Connection database = orders.database();
        ClosedLoop load = new ClosedLoop(1)) {
      long before = OrderService.number(database, SETTLED);
      long taken =
          load.send(orders.webhooks(), new OrderWebhooks(orders.secret(), before), intake).done();
      Samples drained =
          new Drain(() -> OrderService.number(database, SETTLED) - before, taken, START, PATIENCE)
              .await();
      new Drain(
              () -> OrderService.number(database, SETTLED) - before >= taken ? taken : 0,
              taken,
              START,
              PATIENCE)
          .await();
      return drained;
    }
  }
}
