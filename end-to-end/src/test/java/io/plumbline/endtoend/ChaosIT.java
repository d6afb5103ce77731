package io.plumbline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short {@code ./plumbline chaos}: the broker and the database are killed by SIGKILL under load,
 * and are back. Mechanisms: all that keeps an order whole when what it is written to goes away in
 * the middle of it; the long run with all blows is for a person, or a night.
 */
class ChaosIT {

  @Test
  void keepsAllTrueWhileBrokerAndDatabaseAreKilled(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
    DemoRun run =
        DemoRun.play(
            "chaos",
            directory,
            "--minutes",
            "1",
            "--seed",
            "5",
            "--blows",
            "processKilled:kafka,processKilled:postgresql");

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.scoreboard().path("complaints")).isEmpty();
    assertThat(run.scoreboard().path("blows").path("timeline"))
        .isNotEmpty()
        .allSatisfy(blow -> assertThat(blow.path("caughtUp").isTextual()).isTrue());
    assertThat(run.scoreboard().path("settled").booleanValue()).isTrue();
  }
}
