package io.plumbline.embedded.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A part that joins a run when the player asks for it, by a file in the run directory, and leaves
 * in good order when the file is gone; in between it is watched like every other part.
 */
final class Reserve {

  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Part part;
  private final Path wanted;
  private final Roster roster;
  private final RunLog log;
  private final CountDownLatch ending = new CountDownLatch(1);
  private @Nullable Supervised present;

  Reserve(Part part, RunDirectory run, Roster roster, RunLog log) {
    this.part = part;
    this.wanted = run.path(part.name() + ".wanted");
    this.roster = roster;
    this.log = log;
  }

  void watch() {
    forget();
    Thread.ofPlatform().daemon().name("reserve-" + part.name()).start(this::run);
  }

  /** From now on nobody joins; who has joined leaves. */
  void stop() {
    ending.countDown();
    leave();
  }

  private void run() {
    while (!endsWithin(GLANCE)) {
      if (Files.exists(wanted)) {
        join();
      } else {
        leave();
      }
    }
  }

  private void join() {
    Supervised joining = enter();
    if (joining == null) {
      return;
    }
    try {
      joining.start();
      note("joined");
    } catch (IllegalStateException | UncheckedIOException e) {
      note("could not join: " + e.getMessage());
      leave();
    }
  }

  /** Nobody of this run has asked yet; a kept directory may hold what another one asked for. */
  private void forget() {
    try {
      Files.deleteIfExists(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(wanted + " could not be deleted", e);
    }
  }

  /** Not once the end has begun, which deletes the log. */
  private synchronized void note(String what) {
    if (ending.getCount() > 0) {
      log.note(part.name() + " " + what);
    }
  }

  private synchronized @Nullable Supervised enter() {
    if (present != null || ending.getCount() == 0) {
      return null;
    }
    Supervised joining = new Supervised(part, roster, log);
    present = joining;
    return joining;
  }

  private synchronized void leave() {
    if (present != null) {
      present.stop();
      present = null;
    }
  }

  private boolean endsWithin(Duration pause) {
    try {
      return ending.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
