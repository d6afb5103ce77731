package io.plumbline.engine.apply;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where in the inbox a record stands, and when it was observed. */
record Source(
    String topic, int partition, long offset, Instant observedAt, @Nullable String trace) {

  /** As evidence names it. */
  String place() {
    return topic + "/" + partition + "/" + offset;
  }
}
