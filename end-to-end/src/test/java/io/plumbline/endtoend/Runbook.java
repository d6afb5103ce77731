package io.plumbline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The commands of a runbook, run as they are written, with Kafka's own tools. */
record Runbook(String text) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");

  private static final Map<String, String> TOOLS =
      Map.of(
          "kafka-streams-application-reset.sh", "org.apache.kafka.tools.StreamsResetter",
          "kafka-topics.sh", "org.apache.kafka.tools.TopicCommand");

  static Runbook read(String name) throws IOException {
    return new Runbook(Files.readString(DemoRun.ROOT.resolve("docs/operations").resolve(name)));
  }

  /** The only block of commands in that language. */
  String commands(String language) {
    List<String> found =
        BLOCK
            .matcher(text)
            .results()
            .filter(block -> block.group(1).equals(language))
            .map(block -> block.group(2))
            .toList();
    assertThat(found).as("blocks of '" + language + "'").hasSize(1);
    return found.getFirst();
  }

  /** Runs the commands of the shell where that broker is; the directory is for the tools. */
  void run(String language, String kafka, Path directory) throws IOException, InterruptedException {
    for (var tool : TOOLS.entrySet()) {
      Path script = directory.resolve(tool.getKey());
      Files.writeString(
          script,
          "#!/bin/sh\nexec '%s' -Xmx128m -cp '%s' %s \"$@\"\n"
              .formatted(
                  Path.of(System.getProperty("java.home"), "bin", "java"),
                  System.getProperty("java.class.path"),
                  tool.getValue()));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    Path said = directory.resolve("said");
    var builder =
        new ProcessBuilder("sh", "-e", "-c", commands(language))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("KAFKA", kafka);
    builder.environment().merge("PATH", directory.toString(), (old, mine) -> mine + ":" + old);
    Process shell = builder.start();
    boolean ended = shell.waitFor(2, TimeUnit.MINUTES);
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
    assertThat(ended).as(Files.readString(said)).isTrue();
    assertThat(shell.exitValue()).as(Files.readString(said)).isZero();
  }
}
