package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that an earlier, crashed owner has left running. */
final class Orphan {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ProcessHandle process;

  private Orphan(ProcessHandle process) {
    this.process = process;
  }

  /** The process, if it lives; a zombie that nobody has waited for is not alive. */
  static Optional<Orphan> of(long pid) {
    return ProcessHandle.of(pid).filter(Orphan::lives).map(Orphan::new);
  }

  ProcessHandle process() {
    return process;
  }

  void stop(StopSignal signal) {
    Signals.send(signal, process);
    if (!awaitEnd()) {
      process.destroyForcibly();
      awaitEnd();
    }
  }

  private boolean awaitEnd() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (lives(process) && System.nanoTime() < deadline) {
      try {
        process.onExit().get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillThere) {
        // looked at again: a zombie never completes onExit
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (java.util.concurrent.ExecutionException e) {
        throw new CompletionException(e);
      }
    }
    return !lives(process);
  }

  static boolean lives(ProcessHandle process) {
    return process.isAlive() && !zombie(process.pid());
  }

  private static boolean zombie(long pid) {
    Path stat = Path.of("/proc/" + pid + "/stat");
    if (!Files.exists(stat)) {
      return false;
    }
    try {
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return line.startsWith(" Z ", line.lastIndexOf(')') + 1);
    } catch (IOException e) {
      if (!Files.exists(stat)) {
        return true;
      }
      throw new UncheckedIOException("the state of process " + pid + " cannot be read", e);
    }
  }
}
