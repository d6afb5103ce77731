package io.plumbline.reconciler.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.plumbline.reconciler.ledger.StandingFindings;
import io.plumbline.reconciler.ledger.StandingFindings.Standing;
import io.plumbline.reconciler.policy.Policy;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Keeps the gauges at what the ledger says; a scrape asks no database. */
@ApplicationScoped
class Meters {
  private static final long EVERY_SECONDS = 2;

  private final StandingFindings findings;
  private final PartitionStatuses partitions;
  private final Clock clock;
  private final Labels labels;
  private final MultiGauge open;
  private final MultiGauge exposure;
  private final MultiGauge age;
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("meters").factory());
  private volatile long pending;

  Meters(
      StandingFindings findings,
      PartitionStatuses partitions,
      Clock clock,
      Policy policy,
      MeterRegistry meters) {
    this.findings = findings;
    this.partitions = partitions;
    this.clock = clock;
    this.labels = Labels.of(policy);
    this.open =
        MultiGauge.builder("plumbline.findings.open")
            .description("Findings that are open or acknowledged")
            .register(meters);
    this.exposure =
        MultiGauge.builder("plumbline.exposure")
            .description("Money at stake in findings that are open or acknowledged")
            .register(meters);
    this.age =
        MultiGauge.builder("plumbline.watermark.age")
            .description("How long ago a connection was last heard up to")
            .baseUnit("seconds")
            .register(meters);
    Gauge.builder("plumbline.deadlines.pending", () -> pending)
        .description("Discrepancies that are still within their windows")
        .register(meters);
  }

  /** The lag is a metric from the start, before anything has been sampled. */
  void start(@Observes StartupEvent event, Lag lag, MeterRegistry meters) {
    Gauge.builder("plumbline.lag", lag::topology)
        .description("Records that have waited longer than a moment")
        .tag("reader", "topology")
        .register(meters);
    Gauge.builder("plumbline.lag", lag::ledger)
        .description("Records that have waited longer than a moment")
        .tag("reader", "ledger")
        .register(meters);
    // Nobody waits for a sampler; it catches what it throws.
    Future<?> _ =
        sampler.scheduleWithFixedDelay(
            this::sample, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    sampler.shutdownNow();
  }

  /** The outermost loop: a database that does not answer now is asked again. */
  private void sample() {
    try {
      QuarkusTransaction.requiringNew().run(this::look);
    } catch (RuntimeException e) {
      Log.debugf("metrics are as they were: %s", e.getMessage());
    }
  }

  private void look() {
    PartitionStatuses.Together together = partitions.together();
    pending = together.pendingDeadlines();
    open.register(open(), true);
    exposure.register(exposure(), true);
    age.register(ages(together.watermarks()), true);
  }

  private List<Row<?>> open() {
    Map<Tags, Long> counts = new TreeMap<>(java.util.Comparator.comparing(Tags::toString));
    for (Standing standing : findings.standing()) {
      Tags tags =
          Tags.of(
              "kind", standing.kind(),
              "connection", labels.connection(standing.connection()),
              "severity", standing.severity());
      counts.merge(tags, standing.count(), Long::sum);
    }
    return rows(counts);
  }

  private List<Row<?>> exposure() {
    Map<Tags, BigDecimal> sums = new TreeMap<>(java.util.Comparator.comparing(Tags::toString));
    findings
        .exposure()
        .forEach((currency, sum) ->
            sums.merge(Tags.of("currency", Labels.currency(currency)), sum, BigDecimal::add));
    return rows(sums);
  }

  /** Of connections without a label of their own the oldest counts. */
  private List<Row<?>> ages(Map<String, Instant> watermarks) {
    Instant now = Instant.now(clock);
    Map<Tags, BigDecimal> ages = new TreeMap<>(java.util.Comparator.comparing(Tags::toString));
    watermarks.forEach((connection, at) ->
        ages.merge(
            Tags.of("connection", labels.connection(connection)),
            BigDecimal.valueOf(Duration.between(at, now).toMillis(), 3),
            BigDecimal::max));
    return rows(ages);
  }

  private static List<Row<?>> rows(Map<Tags, ? extends Number> values) {
    return values.entrySet().stream()
        .map(entry -> Row.of(entry.getKey(), entry.getValue()))
        .collect(Collectors.toList());
  }
}
