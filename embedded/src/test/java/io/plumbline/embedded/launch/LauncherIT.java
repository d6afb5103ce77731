package io.plumbline.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

  private static final Duration START = Duration.ofMinutes(2);

  @TempDir Path directory;

  private DemoProject project;
  private final List<Process> launched = new ArrayList<>();

  @BeforeEach
  void createProject() throws Exception {
    project = DemoProject.in(directory);
  }

  @AfterEach
  void endWhatStillRuns() throws InterruptedException {
    for (Process launcher : launched) {
      launcher.destroy();
      launcher.waitFor(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void endsWithThePlayersCodeAndLeavesNothing() throws Exception {
    Process launcher = launch("--seed", "7");

    assertThat(launcher.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).as(project.said()).isEqualTo(7);
    assertThat(project.runs()).isEmpty();
  }

  @Test
  void sigtermLeavesNothingBehind() throws Exception {
    Path run = playing();
    List<Long> children = DemoProject.pids(run);

    Process launcher = launched.getFirst();
    launcher.destroy();

    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(children).hasSize(8).noneMatch(DemoProject::alive);
    assertThat(project.runs()).isEmpty();
  }

  @Test
  void sigkillLeavesNothingBehind() throws Exception {
    Path run = playing();
    List<Long> children = DemoProject.pids(run);

    launched.getFirst().destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(children).noneMatch(DemoProject::alive));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(project.runs()).isEmpty());
  }

  @Test
  void interruptFromTheTerminalLeavesNothingBehind() throws Exception {
    Path run = playing();
    List<Long> children = DemoProject.pids(run);

    project.interruptFromTerminal(launched.getFirst());

    assertThat(launched.getFirst().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(children).hasSize(8).noneMatch(DemoProject::alive);
    assertThat(project.runs()).isEmpty();
    assertThat(project.said()).doesNotContain("could not start", "Exception");
  }

  @Test
  void stopsWhatACrashLeftWhenNobodyElseCould() throws Exception {
    Path crashed = playing();
    List<Long> orphans = new ArrayList<>(DemoProject.pids(crashed));
    orphans.add(DemoProject.player(crashed));
    DemoProject.killWithItsWarden(launched.getFirst());
    assertThat(orphans).allMatch(DemoProject::alive);

    launch("--seed", "7").waitFor(180, TimeUnit.SECONDS);

    assertThat(orphans).noneMatch(DemoProject::alive);
    assertThat(project.runs()).isEmpty();
  }

  @Test
  void startsAKilledServiceAgainWhereItWas() throws Exception {
    Path run = playing();
    long killed = DemoProject.pid(run, "order-service");
    String url = url(run, "order-service");

    ProcessHandle.of(killed).orElseThrow().destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(DemoProject.pid(run, "order-service")).isNotEqualTo(killed));
    await().atMost(Duration.ofSeconds(20)).until(() -> answers(url));
    assertThat(url(run, "order-service")).isEqualTo(url);
    assertThat(Files.readString(run.resolve("logs/launcher.log")))
        .contains("order-service ended with code 137");
  }

  /** Mechanism: the launcher looks for the file by which the player asks. */
  @Test
  void aSecondReplicaJoinsAndLeavesAsThePlayerAsks() throws Exception {
    launched.add(project.launch("chaos", "--once"));
    Path run = played();
    Path wanted = run.resolve("order-service-2.wanted");
    assertThat(DemoProject.lists(run, "order-service-2")).isFalse();

    Files.createFile(wanted);
    await().atMost(START).until(() -> DemoProject.lists(run, "order-service-2"));
    long joined = DemoProject.pid(run, "order-service-2");
    ProcessHandle.of(joined).orElseThrow().destroyForcibly();
    await()
        .atMost(START)
        .untilAsserted(
            () -> assertThat(DemoProject.pid(run, "order-service-2")).isNotEqualTo(joined));
    long again = DemoProject.pid(run, "order-service-2");
    Files.delete(wanted);

    await().atMost(START).until(() -> !DemoProject.lists(run, "order-service-2"));
    assertThat(DemoProject.alive(again)).isFalse();
  }

  @Test
  void keepsTheDataOfAKeptDirectory() throws Exception {
    Path kept = directory.resolve("kept data");
    launch("--keep", kept.toString(), "--seed", "7").waitFor(180, TimeUnit.SECONDS);
    String secrets = Files.readString(kept.resolve("secrets.properties"));
    Files.delete(kept.resolve("played"));

    launch("--keep", kept.toString());
    await().atMost(START).until(() -> project.plays(kept));

    assertThat(kept.resolve("postgresql/initialised")).exists();
    assertThat(Files.readString(kept.resolve("secrets.properties"))).isEqualTo(secrets);
  }

  @Test
  void refusesADirectoryThatAnotherDemoUses() throws Exception {
    Path kept = directory.resolve("kept");
    launch("--keep", kept.toString());
    await().atMost(START).until(() -> Files.exists(kept.resolve("plumbline.yaml")));

    Process second = launch("--keep", kept.toString());

    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(project.said()).contains("another demo is running in " + kept);
  }

  @Test
  void saysWhichProcessFailedAndKeepsItsLog() throws Exception {
    Path jar = project.home().resolve("order-service/target/quarkus-app/quarkus-run.jar");
    Files.writeString(jar, "no jar at all");

    Process launcher = launch();

    assertThat(launcher.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    Path log = project.runs().getFirst().resolve("logs/order-service.log");
    assertThat(project.said())
        .contains("order-service ended with code 1", "Invalid or corrupt jarfile", log.toString());
    assertThat(log).exists();
  }

  private Process launch(String... flags) throws IOException {
    Process process = project.demo(flags);
    launched.add(process);
    return process;
  }

  private Path playing() throws IOException {
    launch("--once", "--rate", "50");
    return played();
  }

  /** The run of the launcher that was started last, once its player plays. */
  private Path played() throws IOException {
    Process launcher = launched.getLast();
    await()
        .failFast(
            "the launcher has ended",
            () -> assertThat(launcher.isAlive()).as(project.account()).isTrue())
        .atMost(START)
        .untilAsserted(() -> assertThat(project.plays()).as(project.account()).isTrue());
    return project.runs().getFirst();
  }

  private static String url(Path run, String name) throws IOException {
    String json = Files.readString(run.resolve("processes.json"));
    var found = Pattern.compile("\"name\":\"" + name + "\".*\"url\":\"([^\"]+)\"").matcher(json);
    assertThat(found.find()).as(json).isTrue();
    return found.group(1);
  }

  private static boolean answers(String url) {
    try {
      return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
