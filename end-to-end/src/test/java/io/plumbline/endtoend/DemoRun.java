package io.plumbline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of the built demo without a terminal, and the scoreboard it wrote. */
record DemoRun(int exitCode, JsonNode scoreboard, String output, Path home) {

  static final Path ROOT = Path.of(System.getProperty("plumbline.root", ".."));
  private static final long BOUND_MINUTES = 10;
  private static final int SHOWN = 20_000;

  private static @Nullable DemoRun theDay;

  /**
   * A launch day with faults, an outage of all vendors and a killed service. All stories are told
   * of the same one, since playing it takes minutes; what it leaves behind stays until the next.
   */
  static synchronized DemoRun theDay() throws IOException, InterruptedException {
    if (theDay == null) {
      Path directory = ROOT.resolve("end-to-end/target/day").toAbsolutePath().normalize();
      Folders.delete(directory);
      Files.createDirectories(directory);
      theDay =
          play(
              "demo", directory, "--limit", "60", "--rate", "6", "--seed", "7", "--faults", "0.02");
    }
    return theDay;
  }

  /** Starts what {@code ./plumbline COMMAND --once} starts, and waits for its end. */
  static DemoRun play(String command, Path directory, String... flags)
      throws IOException, InterruptedException {
    Path scoreboard = directory.resolve("scoreboard.json");
    Path output = directory.resolve("output");
    Process launcher =
        new ProcessBuilder(java(command, directory, scoreboard, flags))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!launcher.waitFor(BOUND_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(
            "the demo did not end within " + BOUND_MINUTES + " minutes: " + said(output));
      }
      return new DemoRun(
          launcher.exitValue(), read(scoreboard, output), said(output), directory.resolve("run"));
    } finally {
      launcher.destroy();
      launcher.waitFor(1, TimeUnit.MINUTES);
    }
  }

  private static List<String> java(
      String command, Path directory, Path scoreboard, String... flags) {
    var java =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Dplumbline.root=" + ROOT,
                "-jar",
                ROOT.resolve("embedded/target/embedded-0.1.0-SNAPSHOT.jar").toString(),
                command,
                "--keep",
                directory.resolve("run").toString(),
                "--once",
                "--json",
                scoreboard.toString()));
    java.addAll(List.of(flags));
    return java;
  }

  private static JsonNode read(Path scoreboard, Path output) throws IOException {
    if (!Files.exists(scoreboard)) {
      throw new AssertionError("the demo wrote no scoreboard: " + said(output));
    }
    return new ObjectMapper().readTree(scoreboard.toFile());
  }

  /** The end of what the demo printed. */
  private static String said(Path output) throws IOException {
    String all = Files.readString(output);
    return all.substring(Math.max(0, all.length() - SHOWN));
  }

  /** What the launcher noted about the processes it watches. */
  String launcherLog() throws IOException {
    return Files.readString(home.resolve("logs/launcher.log"));
  }

  /** The numbers under a name such as {@code found}, by kind. */
  Map<String, Long> numbers(String name) {
    Map<String, Long> numbers = new TreeMap<>();
    scoreboard
        .path(name)
        .properties()
        .forEach(e -> numbers.put(e.getKey(), e.getValue().longValue()));
    return numbers;
  }

  /** The number at a path such as {@code found.missing}; fails when there is none. */
  long number(String path) {
    JsonNode node = scoreboard;
    for (String part : path.split("\\.", -1)) {
      node = node.path(part);
    }
    if (!node.isNumber()) {
      throw new AssertionError("the scoreboard has no number " + path + ": " + scoreboard);
    }
    return node.longValue();
  }
}
