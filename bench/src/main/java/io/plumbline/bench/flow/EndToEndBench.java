package io.plumbline.bench.flow;

import io.plumbline.bench.load.ClosedLoop;
import io.plumbline.bench.process.Drain;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.bench.report.Alone;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import io.plumbline.bench.topology.ReconcilerService;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How many orders a second go from a shop's webhook into the ERP and the warehouse, each read back,
 * while the reconciler hears all of it.
 */
public final class EndToEndBench {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The processes are warm from the round before. */
  private static final double START = 0.1;

  private static final String ARRIVED =
      """
      select count(*) from (select 1 from delivery where state = 'settled'
                            group by key having count(*) = 2) both_of_them
      """;

  private final Ground ground;
  private final Report report;
  private final Duration intake;

  public EndToEndBench(Ground ground, Report report, Duration intake) {
    this.ground = ground;
    this.report = report;
    this.intake = intake;
  }

  public void run() throws SQLException, InterruptedException {
    Emulators vendors = new Emulators(ground);
    vendors.shop();
    Served erp = vendors.erp();
    vendors.warehouse();
    new BareDelivery(erp.url(), vendors.token(), 1).prepare(OrderWebhooks.skus());
    OrderService orders = OrderService.start(ground, vendors);
    Served reconciler = ReconcilerService.start(ground, "bench-end-to-end", "");
    report.step("end to end: warming up");
    measure(orders, intake.dividedBy(2));
    report.step("end to end: shop to ERP and warehouse");
    report.add(new Alone("end to end", "orders", null, measure(orders, intake), null));
    reconciler.stop();
    orders.served().stop();
  }

  private static Samples measure(OrderService orders, Duration intake)
      throws SQLException, InterruptedException {
    try (Connection database = orders.database();
        ClosedLoop load = new ClosedLoop(1)) {
      long before = OrderService.number(database, ARRIVED);
      long taken =
          load.send(orders.webhooks(), new OrderWebhooks(orders.secret(), before), intake).done();
      return new Drain(
              () -> OrderService.number(database, ARRIVED) - before, taken, START, PATIENCE)
          .await();
    }
  }
}
