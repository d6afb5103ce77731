package io.plumbline.order;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits long enough for a busy machine; what fails says what it saw last. */
final class Waiting {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Waiting() {}

  static void until(ThrowingRunnable holds) {
    patiently().untilAsserted(holds);
  }

  private static ConditionFactory patiently() {
    return await().atMost(LONGEST).pollInterval(Duration.ofMillis(100));
  }

  /** Waits until this no longer fails, and gives what it then found. */
  static <T> T whatHolds(Callable<T> finds) {
    var found = new AtomicReference<T>();
    until(() -> found.set(finds.call()));
    return Objects.requireNonNull(found.get());
  }
}
