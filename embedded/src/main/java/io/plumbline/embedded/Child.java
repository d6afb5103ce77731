package io.plumbline.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A child process with its output in a log file; it never outlives this JVM. */
public final class Child {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final int SHOWN_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final StopSignal signal;
  private final CompletableFuture<Integer> ended;

  private Child(String name, Process process, Path log, StopSignal signal) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.signal = signal;
    this.ended = process.onExit().thenApply(Child::release);
  }

  /** A process that is asked to end by SIGTERM. */
  public static Child start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    return start(name, command, environment, log, StopSignal.TERM);
  }

  static Child start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log,
      StopSignal signal) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      var builder = new ProcessBuilder(Detached.command(command));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
      builder.redirectInput(Redirect.from(new File("/dev/null")));
      Process process = builder.start();
      Warden.guard(process.pid(), signal);
      return new Child(name, process, log, signal);
    } catch (IOException e) {
      throw new UncheckedIOException(
          name + " could not be started: " + String.join(" ", command), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Waits for the end, and returns its code. */
  public int awaitEnd() {
    return ended.join();
  }

  /** Waits until {@code ready}, and fails as soon as the process has ended or the time is up. */
  public void awaitReady(BooleanSupplier ready, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!ready.getAsBoolean()) {
      if (waitFor(POLL)) {
        throw new IllegalStateException(
            name + " ended with code " + process.exitValue() + lastLines());
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw new IllegalStateException(
            name + " was not ready within " + bound.toSeconds() + " s" + lastLines());
      }
    }
  }

  /** Waits for a program that does its work and ends. */
  void awaitSuccess(Duration bound) {
    if (!waitFor(bound)) {
      kill();
      throw new IllegalStateException(
          name + " did not end within " + bound.toSeconds() + " s" + lastLines());
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          name + " ended with code " + process.exitValue() + lastLines());
    }
  }

  /** Asks the process to end, and insists when it has not within the given time. */
  public void stop(Duration patience) {
    if (process.isAlive()) {
      Signals.send(signal, process.toHandle());
      if (!waitFor(patience)) {
        kill();
      }
    }
  }

  /** SIGKILL, as a crash. */
  public void kill() {
    process.destroyForcibly();
    waitFor(Duration.ofSeconds(10));
  }

  private boolean waitFor(Duration duration) {
    try {
      return process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  private static int release(Process process) {
    Warden.release(process.pid());
    return process.exitValue();
  }

  private String lastLines() {
    try {
      // ISO-8859-1 reads any bytes: a broken character in a log must not hide the failure it
      // reports.
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
      return "; the last lines of " + log + ":\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "; its log " + log + " cannot be read: " + e.getMessage();
    }
  }
}
