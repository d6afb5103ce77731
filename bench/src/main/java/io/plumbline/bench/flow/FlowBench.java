package io.plumbline.bench.flow;

import io.plumbline.bench.load.ClosedLoop;
import io.plumbline.bench.process.Broker;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.bench.report.Comparison;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Intake, then apply. While intake is measured the database is stopped, which intake does not need:
 * otherwise applying would share its processors, and the baseline's would be its own. What intake
 * took in meanwhile is then applied.
 */
public final class FlowBench {

  private static final String BARE_TOPIC = "bench.bare";

  /** As many as the inbox has. */
  private static final int PARTITIONS = 6;

  private final Ground ground;
  private final Report report;
  private final Plan plan;

  /**
   * How long and how often.
   *
   * @param senders at once
   * @param applied the most rows that the baseline of apply writes
   */
  public record Plan(Duration round, int rounds, int senders, int applied) {}

  public FlowBench(Ground ground, Report report, Plan plan) {
    this.ground = ground;
    this.report = report;
    this.plan = plan;
  }

  public void run() throws SQLException, InterruptedException {
    report.step("starting order-service and the bare endpoint");
    Emulators vendors = new Emulators(ground);
    vendors.shop();
    OrderService orders = OrderService.start(ground, vendors);
    createTopic();
    Served bare = bare(orders.secret());
    OrderWebhooks webhooks = new OrderWebhooks(orders.secret());
    try (ClosedLoop load = new ClosedLoop(plan.senders())) {
      load.send(orders.webhooks(), webhooks, Duration.ofSeconds(2));
      ground.stopDatabase();
      report.add(intake(load, orders.webhooks(), bare.url() + "/webhooks", webhooks));
    }
    bare.stop();
    ground.startDatabase();
    report.add(new ApplyRun(orders, report, plan.applied()).measure());
    orders.served().stop();
  }

  private Comparison intake(ClosedLoop load, String ours, String bare, OrderWebhooks webhooks) {
    report.step("intake: warming up");
    load.send(ours, webhooks, plan.round());
    load.send(bare, webhooks, plan.round());
    List<Samples> ourRounds = new ArrayList<>();
    List<Samples> bareRounds = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      report.step("intake: round " + round + " of " + plan.rounds());
      ourRounds.add(load.send(ours, webhooks, plan.round()));
      bareRounds.add(load.send(bare, webhooks, plan.round()));
    }
    return new Comparison("intake", "webhooks", 0.7, ourRounds, bareRounds);
  }

  private void createTopic() {
    try (Broker broker = new Broker(ground.brokers())) {
      broker.create(BARE_TOPIC, PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
    }
  }

  private Served bare(String secret) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", ground.brokers());
    settings.put("BARE_TOPIC", BARE_TOPIC);
    settings.put("BARE_SECRET", secret);
    return ground.serve(
        "bench-bare",
        "bench-bare/target/quarkus-app/quarkus-run.jar",
        "/webhooks/ready",
        List.of(),
        settings);
  }
}
