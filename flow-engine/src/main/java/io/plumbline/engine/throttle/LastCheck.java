package io.plumbline.engine.throttle;

/**
 * What a write has to pass after it has waited for its turn, and before it goes out: the mode may
 * have changed and the lease may have run down while it stood in the queue.
 */
public final class LastCheck {

  /** Bound around a write; runs when the throttle lets it through and throws to stop it. */
  public static final ScopedValue<Runnable> OF_WRITE = ScopedValue.newInstance();

  private LastCheck() {}

  static void run() {
    if (OF_WRITE.isBound()) {
      OF_WRITE.get().run();
    }
  }
}
