package io.plumbline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnprivilegedIT {

  @TempDir Path directory;

  /** The temporary directory is closed to others, as the home of root is. */
  @ParameterizedTest
  @EnumSource(
      value = Unprivileged.class,
      names = {"IN_NAMESPACE", "AS_NOBODY"})
  void rootRunsTheDatabaseWithoutBeingRoot(Unprivileged user) throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root needs it");
    var home =
        new PostgresDirectory(
            Files.createDirectories(directory.resolve("home")), directory.resolve("log"));
    PostgresPrograms programs = PostgresPrograms.unpacked();
    home.initialise(programs, user);

    Child server =
        Child.start(
            "PostgreSQL",
            user.command(command(programs, home)),
            Map.of(),
            home.log(),
            StopSignal.INT);
    server.awaitReady(() -> home.ready(server.pid()), Duration.ofSeconds(30));
    server.stop(Duration.ofSeconds(20));

    assertThat(server.awaitEnd()).isZero();
  }

  @Test
  void othersRunItAsTheyAre() {
    assumeTrue(!"root".equals(System.getProperty("user.name")), "root may not");

    assertThat(Unprivileged.choose()).isEqualTo(Unprivileged.AS_WE_ARE);
  }

  private static List<String> command(PostgresPrograms programs, PostgresDirectory home) {
    return List.of(
        programs.postgres(),
        "-D",
        home.data().toString(),
        "-p",
        Integer.toString(Ports.free()),
        "-c",
        "unix_socket_directories=");
  }
}
