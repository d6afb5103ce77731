package io.plumbline.reconciler.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.plumbline.reconciler.finding.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How long after its window's end a finding stands in the ledger, where readers see it. */
@ApplicationScoped
class DetectionLatency {
  private final Timer timer;
  private final Clock clock;

  DetectionLatency(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    timer =
        Timer.builder("plumbline.detection.latency")
            .description("From the end of a window to the finding in the ledger")
            .serviceLevelObjectives(
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5))
            .register(meters);
  }

  /** Once these findings, unknown before, are committed. */
  void of(Collection<Finding> recorded) {
    Instant now = Instant.now(clock);
    recorded.stream()
        .filter(finding -> finding.state() == Finding.State.OPEN)
        .forEach(finding -> timer.record(Duration.between(finding.windowEndedAt(), now)));
  }
}
