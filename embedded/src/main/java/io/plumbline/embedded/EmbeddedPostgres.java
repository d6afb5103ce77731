package io.plumbline.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server on the loopback interface, durable as in production, in a process of its
 * own.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String LOG = "postgresql.log";
  private static final String USER = "postgres";
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final PostgresDirectory directory;
  private final int port;
  private final boolean temporary;
  private @Nullable Child server;

  private EmbeddedPostgres(Path home, Path log, int port, boolean temporary) {
    this.directory = new PostgresDirectory(home.toAbsolutePath(), log);
    this.port = port;
    this.temporary = temporary;
  }

  /** A server with data of its own, gone when it is closed. */
  public static EmbeddedPostgres startTemporary() {
    Path home = Directories.temporary("plumbline-postgres-");
    return new EmbeddedPostgres(home, home.resolve(LOG), Ports.free(), true).started();
  }

  /** A server on the data kept in {@code home}, which is initialised if it is new. */
  public static EmbeddedPostgres start(Path home, int port) {
    return at(home, home.resolve(LOG), port).started();
  }

  /** As {@code start}, but left to be started, and with the log in a place of your choice. */
  public static EmbeddedPostgres at(Path home, Path log, int port) {
    return new EmbeddedPostgres(home, log, port, false);
  }

  /** Stops the server that a crashed owner may have left on this data. */
  public static void stopOrphan(Path home) {
    new PostgresDirectory(home.toAbsolutePath(), home.resolve(LOG)).stopOrphan();
  }

  private EmbeddedPostgres started() {
    awaitReady(spawn());
    return this;
  }

  /** Starts the process without waiting for it; for the first time, or after its end. */
  public Child spawn() {
    PostgresPrograms programs = PostgresPrograms.unpacked();
    Unprivileged user = Unprivileged.choose();
    directory.stopOrphan();
    directory.initialise(programs, user);
    Child spawned =
        Child.start(
            "PostgreSQL",
            user.command(command(programs, directory.data(), port)),
            Map.of("LC_ALL", "C"),
            directory.log(),
            StopSignal.INT);
    server = spawned;
    return spawned;
  }

  public void awaitReady(Child spawned) {
    spawned.awaitReady(() -> directory.ready(spawned.pid()), START);
  }

  private static List<String> command(PostgresPrograms programs, Path data, int port) {
    var command =
        new ArrayList<>(
            List.of(programs.postgres(), "-D", data.toString(), "-p", Integer.toString(port)));
    settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private static Map<String, String> settings() {
    return Map.of(
        "fsync", "on",
        "synchronous_commit", "on",
        "full_page_writes", "on",
        "listen_addresses", "127.0.0.1",
        "unix_socket_directories", "",
        "max_connections", "200",
        "timezone", "UTC",
        "log_timezone", "UTC");
  }

  public int port() {
    return port;
  }

  public Child process() {
    return Objects.requireNonNull(server, "the server has not been started");
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public String username() {
    return USER;
  }

  public String password() {
    return directory.password();
  }

  public void createDatabase(String name) {
    Databases.create(jdbcUrl(USER), USER, password(), name);
  }

  /** SIGKILL, as a crash; the data stays. */
  public void kill() {
    process().kill();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(STOP);
    }
    if (temporary) {
      Directories.delete(directory.home());
    }
  }
}
