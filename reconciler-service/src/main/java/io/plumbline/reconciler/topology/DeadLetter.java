package io.plumbline.reconciler.topology;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be used, by its place: the payload is not copied, for nobody knows what
 * an unreadable record holds.
 */
@RegisterForReflection
public record DeadLetter(
    String topic, int partition, long offset, @Nullable String eventId, String cause) {

  public String id() {
    return topic + '/' + partition + '/' + offset;
  }
}
