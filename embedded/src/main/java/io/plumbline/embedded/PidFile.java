package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers a process by number and start, so that a later owner recognises it and nobody else. */
public record PidFile(Path file) {

  private static final Clock CLOCK = Clock.systemUTC();

  /** Linux derives the start from a boot time in whole seconds, which may move by one. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  public void write(long pid) {
    try {
      Files.writeString(file, pid + " " + startOf(pid));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be written", e);
    }
  }

  /** When the process was started; now, if it has already gone. */
  public static Instant startOf(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .orElseGet(CLOCK::instant);
  }

  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be deleted", e);
    }
  }

  public void stopOrphan() {
    orphan().ifPresent(orphan -> orphan.stop(StopSignal.TERM));
  }

  private Optional<Orphan> orphan() {
    String[] parts = content().split(" ", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return Optional.empty();
    }
    Instant start = Instant.parse(parts[1]);
    return Orphan.of(Long.parseLong(parts[0])).filter(orphan -> startedAt(orphan.process(), start));
  }

  private static boolean startedAt(ProcessHandle process, Instant start) {
    return process
        .info()
        .startInstant()
        .filter(actual -> Duration.between(actual, start).abs().compareTo(TOLERANCE) <= 0)
        .isPresent();
  }

  private String content() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException never) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
