package io.plumbline.embedded.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/** What the launcher did, in a file: the terminal belongs to the player. */
record RunLog(Path file, Clock clock) {

  void note(String what) {
    try {
      Files.writeString(
          file,
          clock.instant() + " " + what + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the launcher's log " + file + " could not be written", e);
    }
  }
}
