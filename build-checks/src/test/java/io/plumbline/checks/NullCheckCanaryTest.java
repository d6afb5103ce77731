package io.plumbline.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles with the flags of the build: a check that stopped biting is found here, not in a year.
 */
class NullCheckCanaryTest {

  private static final List<String> OPENED =
      List.of("api", "code", "file", "main", "model", "parser", "processing", "tree", "util");

  @TempDir Path folder;

  @Test
  void refusesADereferenceOfWhatMayBeNull() throws Exception {
    var compilation =
        compile(
            """
            package canary;

            @org.jspecify.annotations.NullMarked
            class Canary {
              int length(@org.jspecify.annotations.Nullable String song) {
                return song.length();
              }
            }
            """);

    assertThat(compilation.output()).contains("[NullAway]");
    assertThat(compilation.exit()).isNotZero();
  }

  @Test
  void acceptsTheSameCodeOnceItIsGuarded() throws Exception {
    var compilation =
        compile(
            """
            package canary;

            @org.jspecify.annotations.NullMarked
            class Canary {
              int length(@org.jspecify.annotations.Nullable String song) {
                return song == null ? 0 : song.length();
              }
            }
            """);

    assertThat(compilation.output()).isEmpty();
    assertThat(compilation.exit()).isZero();
  }

  @Test
  void failsOnAWarning() throws Exception {
    var compilation =
        compile(
            """
            package canary;

            @org.jspecify.annotations.NullMarked
            class Canary {
              boolean same(String one, String other) {
                return one == other;
              }
            }
            """);

    assertThat(compilation.output()).contains("[ReferenceEquality]");
    assertThat(compilation.exit()).isNotZero();
  }

  private record Compilation(int exit, String output) {}

  private Compilation compile(String source) throws IOException, InterruptedException {
    var file =
        Files.writeString(
            Files.createDirectories(folder.resolve("canary")).resolve("Canary.java"), source);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    OPENED.forEach(name ->
        command.add(
            "-J--add-exports=jdk.compiler/com.sun.tools.javac.%s=ALL-UNNAMED".formatted(name)));
    command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED");
    command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED");
    command.add("-J--sun-misc-unsafe-memory-access=allow");
    var classPath = System.getProperty("java.class.path");
    command.addAll(
        List.of(
            "-Werror",
            "-XDcompilePolicy=simple",
            "--should-stop=ifError=FLOW",
            "-XDaddTypeAnnotationsToSymbol=true",
            System.getProperty("errorprone.flags"),
            "-processorpath",
            classPath,
            "-classpath",
            classPath,
            "-proc:none",
            "-d",
            folder.toString(),
            file.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Compilation(process.exitValue(), output);
  }
}
