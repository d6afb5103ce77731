package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.oracle.Oracle;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.rest.Unreachable;
import io.plumbline.sandbox.scoreboard.Finding;
import io.plumbline.sandbox.scoreboard.Findings;
import io.plumbline.sandbox.scoreboard.Sighting;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at the reconciler's public API all the time, and keeps the terminal's numbers fresh. */
final class Watch implements AutoCloseable {
  /** Detection is timed by what this sees, so it looks more often than once in 100 ms. */
  private static final Duration LOOK = Duration.ofMillis(60);

  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final Duration FRAME = Duration.ofMillis(200);

  private final ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(3);
  private final Findings findings;
  private final JsonApi reconciler;
  private final Disturbances disturbances;
  private final Progress progress;
  private final Supplier<Map<String, String>> numbers;
  private final Map<String, Long> windows = new TreeMap<>();
  private long shortest = Long.MAX_VALUE;
  private volatile String exposure = "";

  Watch(
      Findings findings,
      JsonApi reconciler,
      Disturbances disturbances,
      Progress progress,
      Supplier<Map<String, String>> numbers) {
    this.findings = findings;
    this.reconciler = reconciler;
    this.disturbances = disturbances;
    this.progress = progress;
    this.numbers = numbers;
  }

  void start(View view) {
    every(LOOK, this::look);
    every(GLANCE, this::glance);
    every(FRAME, () -> view.show(progress.now()));
  }

  /** The shortest and the longest window so far, of any hop; none while none was reported. */
  Optional<Oracle.Windows> windows() {
    synchronized (windows) {
      return windows.values().stream()
          .max(Comparator.naturalOrder())
          .map(longest ->
              new Oracle.Windows(Duration.ofMillis(shortest), Duration.ofMillis(longest)));
    }
  }

  /** The longest window of each hop so far. */
  Map<String, Long> windowMillis() {
    synchronized (windows) {
      return new TreeMap<>(windows);
    }
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }

  private void look() {
    findings.look();
    List<Finding> all = findings.all().stream().map(Sighting::finding).toList();
    Map<String, Integer> byKind =
        all.stream().collect(Collectors.toMap(Finding::kind, _ -> 1, Integer::sum));
    String newest =
        findings.latest().map(finding -> Report.inWords(finding, numbers.get())).orElse("");
    progress.found(byKind, newest, exposure);
  }

  private void glance() {
    progress.disturbed(disturbances.counts());
    JsonNode summary = reconciler.get("/api/summary");
    synchronized (windows) {
      summary
          .path("windows")
          .properties()
          .forEach(hop -> {
            windows.merge(hop.getKey(), hop.getValue().asLong(), Math::max);
            shortest = Math.min(shortest, hop.getValue().asLong());
          });
    }
    exposure =
        summary.path("exposure").properties().stream()
            .map(one -> one.getValue().asText() + " " + one.getKey())
            .collect(Collectors.joining(", "));
  }

  private void every(Duration period, Runnable task) {
    var _ =
        clockwork.scheduleWithFixedDelay(
            () -> quietly(task), 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A service that is away for a moment is no reason to stop looking. */
  private static void quietly(Runnable task) {
    try {
      task.run();
    } catch (Unreachable e) {
      // Seen again at the next look; one that stays away shows up as not settled.
    }
  }
}
