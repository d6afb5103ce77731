package io.plumbline.embedded.launch;

import io.plumbline.embedded.Child;
import java.time.Duration;
import java.util.Optional;

/** One process of the demo: how it starts, and how one knows that it serves. */
interface Part {

  String name();

  int port();

  /** Where it answers HTTP, if it does. */
  default Optional<String> url() {
    return Optional.empty();
  }

  /** Starts the process, the first time or again, with the same arguments. */
  Child spawn();

  void awaitReady(Child child);

  default Duration patience() {
    return Duration.ofSeconds(15);
  }
}
