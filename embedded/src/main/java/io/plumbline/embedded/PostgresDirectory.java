package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What one PostgreSQL server keeps on disk: its data, its password and its log. */
record PostgresDirectory(Path home, Path log) {

  private static final Duration INITIALISATION = Duration.ofMinutes(2);
  private static final int READY_LINE = 7;

  Path data() {
    return home.resolve("data");
  }

  String password() {
    return read(home.resolve("password")).strip();
  }

  void initialise(PostgresPrograms programs, Unprivileged user) {
    Path initialised = home.resolve("initialised");
    if (Files.exists(initialised)) {
      return;
    }
    try {
      Directories.delete(data()); // what an interrupted initialisation left
      Files.createDirectories(home);
      user.own(data());
      writePassword();
      initdb(programs, user);
      Files.createFile(initialised);
    } catch (IOException e) {
      throw new UncheckedIOException("the data directory " + data() + " could not be prepared", e);
    }
  }

  /** PostgreSQL writes its state into the eighth line of this file, as pg_ctl reads it. */
  boolean ready(long pid) {
    List<String> lines = postmaster();
    return lines.size() > READY_LINE
        && lines.getFirst().strip().equals(Long.toString(pid))
        && lines.get(READY_LINE).strip().equals("ready");
  }

  /** A server that survived its owner holds the data directory; two must never share one. */
  void stopOrphan() {
    List<String> lines = postmaster();
    if (lines.isEmpty()) {
      return;
    }
    Orphan.of(Long.parseLong(lines.getFirst().strip()))
        .filter(orphan -> runsPostgres(orphan.process()))
        .ifPresent(orphan -> orphan.stop(StopSignal.INT));
    try {
      // The number may since belong to a stranger, whom PostgreSQL would take for a server of its
      // own.
      Files.deleteIfExists(data().resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the stale postmaster.pid in " + data() + " could not be removed", e);
    }
  }

  private static boolean runsPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
  }

  private void writePassword() throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path file = home.resolve("password");
    Files.deleteIfExists(file);
    Files.createFile(file, owner);
    Files.writeString(file, Secrets.random(24));
  }

  private void initdb(PostgresPrograms programs, Unprivileged user) {
    List<String> command =
        List.of(
            programs.initdb(),
            "--pgdata=" + data(),
            "--username=postgres",
            "--pwfile=" + home.resolve("password"),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    Child initdb =
        Child.start("initdb", user.command(command), Map.of("LC_ALL", "C"), log(), StopSignal.TERM);
    initdb.awaitSuccess(INITIALISATION);
  }

  private List<String> postmaster() {
    try {
      return Files.readAllLines(data().resolve("postmaster.pid"));
    } catch (NoSuchFileException notRunning) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("postmaster.pid in " + data() + " cannot be read", e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
