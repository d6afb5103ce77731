package io.plumbline.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script ./plumbline, as far as it goes without a build. */
class ScriptIT {

  private static final Path ROOT = Path.of(System.getProperty("plumbline.root"));

  @TempDir Path directory;

  private record Answer(int code, String text) {}

  @Test
  void helpNamesEveryCommand() throws Exception {
    Answer answer = run(ROOT.resolve("plumbline"), Map.of(), "help");

    assertThat(answer.code()).isZero();
    assertThat(answer.text()).contains("demo", "chaos", "test", "help", "--orders", "--keep");
  }

  @Test
  void refusesAnUnknownCommand() throws Exception {
    Answer answer = run(ROOT.resolve("plumbline"), Map.of(), "dmeo");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.text()).contains("there is no command 'dmeo'");
  }

  @Test
  void worksThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("linked"), ROOT.resolve("plumbline"));

    assertThat(run(link, Map.of(), "help").code()).isZero();
  }

  @Test
  void saysInOneSentenceWhichJavaToInstall() throws Exception {
    Answer answer = run(copy("99"), Map.of(), "demo");

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.text().lines())
        .singleElement()
        .asString()
        .contains("no JDK 99 or newer was found", "adoptium.net");
  }

  @Test
  void takesNoJavaWithoutACompiler() throws Exception {
    Path jre = directory.resolve("jre");
    Path java =
        Files.writeString(
            Files.createDirectories(jre.resolve("bin")).resolve("java"),
            "#!/bin/sh\necho never reached\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    Answer answer = run(copy("99"), Map.of("JAVA_HOME", jre.toString()), "demo");

    assertThat(answer.text()).contains("no JDK 99").doesNotContain("never reached");
  }

  @Test
  void takesTheJdkOfJavaHome() throws Exception {
    Path jdk = directory.resolve("future jdk");
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    for (String program : List.of("java", "javac")) {
      Path file = Files.writeString(bin.resolve(program), "#!/bin/sh\necho javac 99.0.1\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    Answer answer =
        run(copy("99"), Map.of("JAVA_HOME", jdk.toString(), "PATH", pathWithoutMaven()), "demo");

    assertThat(answer.text()).contains("Maven was not found");
    assertThat(answer.code()).isEqualTo(1);
  }

  /** In a directory of its own, with a blank in the path, and asking for another Java. */
  private Path copy(String java) throws IOException {
    String script = Files.readString(ROOT.resolve("plumbline"));
    String changed = script.replace("required_java=25", "required_java=" + java);
    assertThat(changed).isNotEqualTo(script);
    return Files.writeString(
        Files.createDirectories(directory.resolve("a copy")).resolve("plumbline"), changed);
  }

  private String pathWithoutMaven() throws IOException {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    for (String tool :
        List.of("sh", "sed", "head", "dirname", "readlink", "cat", "find", "mkdir", "touch")) {
      Files.createSymbolicLink(tools.resolve(tool), find(tool));
    }
    return tools.toString();
  }

  private static Path find(String tool) {
    return List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + tool));
  }

  private Answer run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    var command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }
}
