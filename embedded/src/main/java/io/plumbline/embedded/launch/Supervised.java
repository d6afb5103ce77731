package io.plumbline.embedded.launch;

import io.plumbline.embedded.Child;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A part that is started again when it dies, as Kubernetes would, until it is told to stop. */
final class Supervised {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** A process that has lived this long has recovered: its next death is a new one. */
  private static final Duration RECOVERED = Duration.ofSeconds(30);

  private final Part part;
  private final Roster roster;
  private final RunLog log;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Child child;

  Supervised(Part part, Roster roster, RunLog log) {
    this.part = part;
    this.roster = roster;
    this.log = log;
  }

  Part part() {
    return part;
  }

  /** Returns when the part serves; from then on it is watched. */
  void start() {
    Child first = spawn();
    if (first != null) {
      part.awaitReady(first);
      Thread.ofPlatform().daemon().name("watch-" + part.name()).start(() -> watch(first));
    }
  }

  /** Ends the part in good order; it is not started again. */
  void stop() {
    stopping.countDown();
    synchronized (this) {
      if (child != null) {
        child.stop(part.patience());
        roster.remove(part.name());
      }
    }
  }

  private synchronized @Nullable Child spawn() {
    if (stopping.getCount() == 0) {
      return null;
    }
    Child spawned = part.spawn();
    child = spawned;
    roster.record(part, spawned);
    return spawned;
  }

  private synchronized @Nullable Child spawnAgain(int code) {
    Child again = spawn();
    if (again != null) {
      note("ended with code " + code + " and was started again as process " + again.pid());
    }
    return again;
  }

  /** Not once the end has begun, which deletes the log. */
  private synchronized void note(String what) {
    if (stopping.getCount() > 0) {
      log.note(part.name() + " " + what);
    }
  }

  private void watch(Child first) {
    Duration pause = FIRST_PAUSE;
    Child watched = first;
    while (true) {
      long born = System.nanoTime();
      int code = watched.awaitEnd();
      pause = System.nanoTime() - born > RECOVERED.toNanos() ? FIRST_PAUSE : pause;
      if (stopsWithin(pause)) {
        return;
      }
      pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      Child again = spawnUntilItWorks(code, pause);
      if (again == null) {
        return;
      }
      watched = again;
    }
  }

  /** The outermost loop of a part: what keeps it from starting once may be over the next time. */
  private @Nullable Child spawnUntilItWorks(int code, Duration pause) {
    while (true) {
      try {
        return spawnAgain(code);
      } catch (IllegalStateException | UncheckedIOException e) {
        note("could not be started again: " + e.getMessage());
      }
      if (stopsWithin(pause)) {
        return null;
      }
    }
  }

  private boolean stopsWithin(Duration pause) {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
