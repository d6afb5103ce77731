package io.plumbline.embedded.launch;

import io.plumbline.embedded.Detached;
import io.plumbline.embedded.JavaPrograms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A project directory, with a blank in its name, whose services and sandbox are stand-ins. */
record DemoProject(Path home) {

  private static final Pattern PROCESS = Pattern.compile("\"name\":\"([^\"]+)\",\"pid\":(\\d+)");

  static DemoProject in(Path directory) throws Exception {
    Path home = Files.createDirectories(directory.resolve("a project"));
    for (String jar :
        List.of(
            "sandbox/target/sandbox-0.1.0-SNAPSHOT.jar",
            "order-service/target/quarkus-app/quarkus-run.jar",
            "reconciler-service/target/quarkus-app/quarkus-run.jar")) {
      writeJar(home.resolve(jar));
    }
    return new DemoProject(home);
  }

  Process demo(String... flags) throws IOException {
    return launch("demo", flags);
  }

  Process launch(String what, String... flags) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                JavaPrograms.java(),
                "-Dplumbline.root=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                what));
    command.addAll(List.of(flags));
    return new ProcessBuilder(
            hearingInterrupts(
                Detached.command(command))) // a group of its own, as a terminal gives it
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
        .start();
  }

  /** A build that runs in the background ignores SIGINT, and so would all that it starts. */
  private static List<String> hearingInterrupts(List<String> command) {
    if (!System.getProperty("os.name").startsWith("Linux")) {
      return command;
    }
    var hearing = new ArrayList<>(List.of("env", "--default-signal=INT"));
    hearing.addAll(command);
    return hearing;
  }

  /** Ctrl-C: the signal reaches every process of the terminal's group. */
  void interruptFromTerminal(Process launcher) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -s INT -- -" + launcher.pid()).start().waitFor();
  }

  static void killWithItsWarden(Process launcher) {
    List<ProcessHandle> wardens =
        launcher
            .children()
            .filter(child -> child.info().command().orElse("").matches(".*/(da|ba)?sh"))
            .toList();
    if (wardens.isEmpty()) {
      throw new AssertionError("the launcher has no warden");
    }
    wardens.forEach(ProcessHandle::destroyForcibly);
    launcher.destroyForcibly().onExit().join();
  }

  Path output() {
    return home.resolve("output");
  }

  String said() throws IOException {
    return Files.readString(output());
  }

  /** What the launcher and the parts have said so far, for the message of a failed test. */
  String account() throws IOException {
    var account = new StringBuilder(Files.exists(output()) ? said() : "nothing said");
    for (Path run : runs()) {
      if (Files.isDirectory(run.resolve("logs"))) {
        try (Stream<Path> logs = Files.list(run.resolve("logs"))) {
          for (Path log : logs.toList()) {
            account.append("\n--- ").append(log).append("\n").append(Files.readString(log));
          }
        }
      }
    }
    return account.toString();
  }

  List<Path> runs() throws IOException {
    Path runs = home.resolve(".plumbline/run");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(runs)) {
      return found.toList();
    }
  }

  boolean plays(Path run) {
    return Files.exists(run.resolve("played"));
  }

  boolean plays() throws IOException {
    return runs().stream().anyMatch(this::plays);
  }

  static List<Long> pids(Path run) throws IOException {
    return processes(run).map(found -> Long.valueOf(found.group(2))).toList();
  }

  static long player(Path run) throws IOException {
    return Long.parseLong(Files.readString(run.resolve("pids/player")).split(" ", 2)[0]);
  }

  static long pid(Path run, String name) throws IOException {
    return processes(run)
        .filter(found -> found.group(1).equals(name))
        .mapToLong(found -> Long.parseLong(found.group(2)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in processes.json of " + run));
  }

  static boolean lists(Path run, String name) throws IOException {
    return processes(run).anyMatch(found -> found.group(1).equals(name));
  }

  static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Stream<java.util.regex.MatchResult> processes(Path run) throws IOException {
    return PROCESS.matcher(Files.readString(run.resolve("processes.json"))).results();
  }

  private static void writeJar(Path jar) throws Exception {
    Files.createDirectories(jar.getParent());
    var manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
    URI classes = StandIn.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    attributes.put(Attributes.Name.CLASS_PATH, classes.toString());
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }
}
