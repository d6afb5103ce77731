package io.plumbline.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  @TempDir private Path run = Path.of(".");
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatStillRuns() {
    started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void killsTheProcessThatTheLauncherLists() throws IOException {
    Process victim = listed("sleep 60");

    boolean killed = new Processes(run).kill("victim");

    assertThat(killed).isTrue();
    assertThat(victim.isAlive()).isFalse();
  }

  @Test
  void killsNothingThatIsNotListed() throws IOException {
    assertThat(new Processes(run).kill("victim")).isFalse();
    listed("sleep 60");
    assertThat(new Processes(run).kill("another")).isFalse();
  }

  @Test
  void stopsAProcessWithItsChildrenAndLetsThemGoOn() throws Exception {
    Process victim = listed("sleep 60 & wait");
    await().until(() -> victim.children().findAny().isPresent());
    long child = victim.children().findAny().orElseThrow().pid();

    var paused =
        CompletableFuture.supplyAsync(() -> {
          try {
            return new Processes(run).pause("victim", Duration.ofSeconds(2));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });

    await().until(() -> state(victim.pid()).startsWith("T") && state(child).startsWith("T"));
    assertThat(paused.join()).isTrue();
    assertThat(state(victim.pid())).doesNotStartWith("T");
    assertThat(state(child)).doesNotStartWith("T");
  }

  @Test
  void letsNothingBeWrittenAndKillsInTheEnd() throws Exception {
    assumeThat(shell("command -v prlimit").waitFor()).as("prlimit is there").isZero();
    Path file = run.resolve("written");
    Process victim =
        listed(
            "trap '' XFSZ; while :; do echo x >> '%s' || echo refused; sleep 0.05; done"
                .formatted(file));
    await().until(() -> Files.exists(file));

    boolean done = new Processes(run).fillDisk("victim", Duration.ofMillis(800), Clock.systemUTC());

    assertThat(done).isTrue();
    assertThat(victim.waitFor()).as("killed").isEqualTo(137);
    assertThat(new String(victim.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("refused");
  }

  @Test
  void asksTheLauncherByAFile() {
    new Processes(run).want("second", true);
    assertThat(run.resolve("second.wanted")).exists();

    new Processes(run).want("second", false);
    assertThat(run.resolve("second.wanted")).doesNotExist();
  }

  private Process listed(String script) throws IOException {
    Process process = shell(script);
    Files.writeString(
        run.resolve("processes.json"),
        """
        {"processes":[{"name":"postgres","pid":1},{"name":"victim","pid":%d}]}
        """
            .formatted(process.pid()));
    return process;
  }

  private Process shell(String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  private static String state(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", String.valueOf(pid)).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
