package io.plumbline.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL server on the loopback interface, durable as in production, in a process of its
 * own.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String USER = "postgres";
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final PostgresDirectory directory;
  private final Child server;
  private final int port;
  private final boolean temporary;

  private EmbeddedPostgres(PostgresDirectory directory, Child server, int port, boolean temporary) {
    this.directory = directory;
    this.server = server;
    this.port = port;
    this.temporary = temporary;
  }

  /** A server with data of its own, gone when it is closed. */
  public static EmbeddedPostgres startTemporary() {
    return start(Directories.temporary("plumbline-postgres-"), Ports.free(), true);
  }

  /** A server on the data kept in {@code home}, which is initialised if it is new. */
  public static EmbeddedPostgres start(Path home, int port) {
    return start(home, port, false);
  }

  private static EmbeddedPostgres start(Path home, int port, boolean temporary) {
    PostgresPrograms programs = PostgresPrograms.unpacked();
    Unprivileged user = Unprivileged.choose();
    var directory = new PostgresDirectory(home.toAbsolutePath());
    directory.stopOrphan();
    directory.initialise(programs, user);
    Child server =
        Child.start(
            "PostgreSQL",
            user.command(command(programs, directory.data(), port)),
            Map.of("LC_ALL", "C"),
            directory.log(),
            StopSignal.INT);
    server.awaitReady(() -> directory.ready(server.pid()), START);
    return new EmbeddedPostgres(directory, server, port, temporary);
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

  public long pid() {
    return server.pid();
  }

  public Child process() {
    return server;
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
    server.kill();
  }

  @Override
  public void close() {
    server.stop(STOP);
    if (temporary) {
      Directories.delete(directory.home());
    }
  }
}
