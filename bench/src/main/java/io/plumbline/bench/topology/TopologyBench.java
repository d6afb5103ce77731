package io.plumbline.bench.topology;

import io.plumbline.bench.process.Broker;
import io.plumbline.bench.process.Drain;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.bench.report.Comparison;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import io.plumbline.embedded.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Times a log of changes being read by the reconciler, and by a topology that does next to nothing.
 */
public final class TopologyBench {

  private static final String FORWARDED = "bench.forwarded";
  private static final String DATABASE = "reconciler";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
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
    ground.database().createDatabase(DATABASE);
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
    Map<String, String> settings = new HashMap<>(ground.environment(DATABASE));
    settings.put("QUARKUS_KAFKA_STREAMS_APPLICATION_ID", application);
    settings.put("SMALLRYE_CONFIG_LOCATIONS", configuration());
    settings.put("KAFKA_STREAMS_STATE_DIR", ground.path(application).toString());
    Served reconciler =
        ground.serve(
            "reconciler-service",
            "reconciler-service/target/quarkus-app/quarkus-run.jar",
            "/q/health/live",
            List.of(),
            settings);
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
    return new Drain(() -> broker.committed(application, ChangeLog.TOPIC), records, PATIENCE)
        .await();
  }

  private String configuration() {
    try {
      return Files.writeString(
              ground.path("reconciler.yaml"),
              """
              plumbline:
                connections:
                  shop: { vendor: shopify, role: STOREFRONT, mode: live, zone: Europe/London, url: "http://127.0.0.1:9" }
                  netsuite: { vendor: netsuite, role: ERP, mode: live, zone: Europe/London, url: "http://127.0.0.1:9" }
                  shiphero: { vendor: shiphero, role: WMS, mode: live, zone: Europe/London, url: "http://127.0.0.1:9" }
                reconciler:
                  policy: { presence: [ERP, WMS] }
              """)
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException("the reconciler's configuration could not be written", e);
    }
  }
}
