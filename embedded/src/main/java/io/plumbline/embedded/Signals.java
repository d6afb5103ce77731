package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/** Signals Java has no method for. */
final class Signals {

  private Signals() {}

  static void send(StopSignal signal, ProcessHandle process) {
    switch (signal) {
      case TERM -> process.destroy();
      case INT -> shell("kill -s INT " + process.pid());
    }
  }

  private static void shell(String command) {
    try {
      // The shell's own kill: a machine without the program kill still has a shell.
      new ProcessBuilder("sh", "-c", command)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("sh could not run: " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during: " + command, e);
    }
  }
}
