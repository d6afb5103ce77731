package io.plumbline.bench.topology;

import io.plumbline.bench.process.Broker;
import io.plumbline.bench.process.Drain;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.bench.report.Comparison;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import io.plumbline.embedded.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Times a log of changes being read by the reconciler, and by a topology that does next to nothing.
 */
public final class TopologyBench {

  private static final String FORWARDED = "bench.forwarded";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Each round is a process of its own, ours and the baseline alike. */
  private static final double WARM = 0.4;

  private static final Duration STOP = Duration.ofSeconds(15);

  private final Ground ground;
  private final Report report;
  private final int orders;
  private final int rounds;

  /**
   * Nothing runs yet.
   *
   * @param orders how many; each is told by three systems
   */
  public TopologyBench(Ground ground, Report report, int orders, int rounds) {
    this.ground = ground;
    this.report = report;
    this.orders = orders;
    this.rounds = rounds;
  }

  public void run() throws InterruptedException {
    try (Broker broker = new Broker(ground.brokers())) {
      broker.create(ChangeLog.TOPIC, ChangeLog.PARTITIONS, Map.of());
      broker.create(FORWARDED, ChangeLog.PARTITIONS, Map.of());
      report.step("topology: writing %,d orders as three systems tell them".formatted(orders));
      long records = write();
      List<Samples> ours = new ArrayList<>();
      List<Samples> bare = new ArrayList<>();
      for (int round = 1; round <= rounds; round++) {
        report.step("topology: round " + round + " of " + rounds + ", the reconciler");
        ours.add(ours(broker, "bench-reconciler-" + round, records));
        report.step("topology: round " + round + " of " + rounds + ", the bare topology");
        bare.add(bare(broker, "bench-bare-" + round, records));
      }
      report.add(new Comparison("topology", "events", 0.6, ours, bare));
    }
  }

  private long write() {
    try (ChangeLog log = new ChangeLog(ground.brokers())) {
      return log.write(orders);
    }
  }

  private Samples ours(Broker broker, String application, long records)
      throws InterruptedException {
    Served reconciler = ReconcilerService.start(ground, application, "");
    Samples samples = drained(broker, application, records);
    reconciler.stop();
    return samples;
  }

  private Samples bare(Broker broker, String application, long records)
      throws InterruptedException {
    Child topology =
        ground.run(
            BareTopology.class,
            List.of(
                ground.brokers(),
                application,
                ChangeLog.TOPIC,
                FORWARDED,
                ground.path(application).toString()));
    Samples samples = drained(broker, application, records);
    topology.stop(STOP);
    return samples;
  }

  private static Samples drained(Broker broker, String application, long records)
      throws InterruptedException {
    return new Drain(() -> broker.committed(application, ChangeLog.TOPIC), records, WARM, PATIENCE)
        .await();
  }
}
