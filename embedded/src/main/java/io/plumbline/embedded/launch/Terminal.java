package io.plumbline.embedded.launch;

import java.time.Duration;

/** What the launcher says to the person at the terminal. */
final class Terminal {

  private Terminal() {}

  static void say(String line) {
    System.out.println(line);
  }

  static void complain(String line) {
    System.err.println(line);
  }

  static void ready(Part part, Duration after) {
    say(
        "  %-20s ready after %4.1f s   127.0.0.1:%d"
            .formatted(part.name(), after.toMillis() / 1000.0, part.port()));
  }
}
