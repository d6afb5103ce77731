package io.plumbline.embedded.launch;

import io.plumbline.embedded.Directories;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.embedded.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything one run writes, in a directory that only one living launcher holds. */
final class RunDirectory {

  private static final String LOCK = "launcher.lock";

  private final Path home;
  private final boolean kept;

  @SuppressWarnings("unused") // held, not used: the lock falls with the process, however it ends
  private final FileLock lock;

  private RunDirectory(Path home, boolean kept, FileLock lock) {
    this.home = home;
    this.kept = kept;
    this.lock = lock;
  }

  /**
   * A new directory, gone after the run; what crashed runs left beside it is stopped and removed.
   */
  static RunDirectory fresh(Path runs, Clock clock) {
    sweep(runs);
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC)
            .format(clock.instant());
    Path home = runs.resolve(time + "-" + ProcessHandle.current().pid()).toAbsolutePath();
    RunDirectory run = new RunDirectory(home, false, require(home));
    Directories.deleteAtEnd(home);
    return run;
  }

  /** A directory of the user's choice, whose data stays. */
  static RunDirectory kept(Path directory) {
    Path home = directory.toAbsolutePath().normalize();
    FileLock lock = require(home);
    stopOrphans(home);
    return new RunDirectory(home, true, lock);
  }

  Path path(String name) {
    return home.resolve(name);
  }

  Path log(String name) {
    return home.resolve("logs").resolve(name + ".log");
  }

  PidFile pidFile(String name) {
    return new PidFile(home.resolve("pids").resolve(name));
  }

  /** Leaves the directory as the user wants to find it; after a failure, its logs stay. */
  void finish(boolean failed) {
    if (!kept && !failed) {
      Directories.delete(home);
    }
    if (!kept && failed) {
      Directories.spare();
      Stream.of("postgresql", "kafka", "tmp").map(this::path).forEach(Directories::delete);
    }
  }

  boolean isKept() {
    return kept;
  }

  @Override
  public String toString() {
    return home.toString();
  }

  private static void sweep(Path runs) {
    for (Path run : children(runs)) {
      if (Files.exists(run.resolve(LOCK))) {
        lock(run).ifPresent(abandoned -> remove(run, abandoned));
      }
    }
  }

  private static void remove(Path run, FileLock abandoned) {
    stopOrphans(run);
    Directories.delete(run);
    try {
      abandoned.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the lock of the abandoned run " + run + " could not be released", e);
    }
  }

  private static void stopOrphans(Path home) {
    children(home.resolve("pids")).forEach(file -> new PidFile(file).stopOrphan());
    EmbeddedPostgres.stopOrphan(home.resolve("postgresql"));
  }

  private static FileLock require(Path home) {
    try {
      Files.createDirectories(home.resolve("logs"));
      Files.createDirectories(home.resolve("pids"));
      Files.createDirectories(home.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException("the run directory " + home + " could not be created", e);
    }
    return lock(home)
        .orElseThrow(() -> new IllegalStateException("another demo is running in " + home));
  }

  private static Optional<FileLock> lock(Path home) {
    try {
      FileChannel channel =
          FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return Optional.ofNullable(lock);
    } catch (IOException e) {
      throw new UncheckedIOException("the run directory " + home + " could not be locked", e);
    }
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " could not be listed", e);
    }
  }
}
