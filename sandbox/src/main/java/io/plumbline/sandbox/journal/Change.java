package io.plumbline.sandbox.journal;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a system's own history: who changed which record how, and the record afterwards.
 *
 * @param reference the name by which other systems know the record
 * @param state the record after the change; for a deletion the record as it last was
 */
public record Change<S>(
    long seq,
    Instant at,
    String object,
    String id,
    @Nullable String reference,
    String actor,
    String change,
    S state) {

  /** The same entry with its state in another shape, as the vendor would show it. */
  public <T> Change<T> shaped(Function<S, T> shape) {
    return new Change<>(seq, at, object, id, reference, actor, change, shape.apply(state));
  }
}
