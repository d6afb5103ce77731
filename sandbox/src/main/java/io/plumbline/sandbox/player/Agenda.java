package io.plumbline.sandbox.player;

import io.plumbline.sandbox.rest.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Does things at their time, one after the other; what is not possible yet is tried again. */
final class Agenda implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofMillis(400);

  /** A system that is away comes back within this, or the run has failed. */
  private static final int MAX_TRIES = 450;

  private final ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(1);
  private final AtomicLong pending = new AtomicLong(1); // One for finish(), so that it ends once.
  private final CountDownLatch finished = new CountDownLatch(1);
  private final List<String> failures = new CopyOnWriteArrayList<>();

  /** Something to do; false when its moment has not come yet. */
  interface Step {
    boolean done();
  }

  void in(Duration delay, String name, Step step) {
    pending.incrementAndGet();
    schedule(delay, name, step, 1);
  }

  /** Waits until everything is done, and says what could not be. */
  List<String> finish() throws InterruptedException {
    leave();
    finished.await();
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }

  private void leave() {
    if (pending.decrementAndGet() == 0) {
      finished.countDown();
    }
  }

  private void schedule(Duration delay, String name, Step step, int attempt) {
    var _ =
        clockwork.schedule(() -> run(name, step, attempt), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(String name, Step step, int attempt) {
    try {
      Optional<String> obstacle = attempt(step);
      if (obstacle.isPresent() && attempt < MAX_TRIES) {
        schedule(AGAIN, name, step, attempt + 1);
        return;
      }
      obstacle.ifPresent(why -> failures.add("could not " + name + ": " + why));
    } catch (RuntimeException e) {
      // The outermost loop: one broken step is told in the score, and the day goes on.
      failures.add("could not " + name + ": " + e);
    }
    leave();
  }

  private static Optional<String> attempt(Step step) {
    try {
      return step.done() ? Optional.empty() : Optional.of("its moment never came");
    } catch (Unreachable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
