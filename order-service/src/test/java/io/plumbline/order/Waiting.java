package io.plumbline.order;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
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
}
