package io.plumbline.engine.throttle;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass; in tests it moves the clock instead. */
@FunctionalInterface
interface Waiting {

  void pass(Duration time);

  /** Parks the thread; may return early, so callers look again. */
  static Waiting parking() {
    return time -> LockSupport.parkNanos(time.toNanos());
  }
}
