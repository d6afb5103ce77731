package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process that owns the terminal; Ctrl-C reaches it as it reaches us. */
public final class Player {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Process process;

  private Player(Process process) {
    this.process = process;
  }

  public static Player start(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      Warden.guard(process.pid(), StopSignal.TERM);
      return new Player(process);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the player could not be started: " + String.join(" ", command), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Waits for the end, and returns its code. */
  public int awaitEnd() {
    int code = process.onExit().thenApply(Process::exitValue).join();
    Warden.release(process.pid());
    return code;
  }

  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
