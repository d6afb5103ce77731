package io.plumbline.sandbox.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One write through the vendor's API, as the vendor's log has it.
 *
 * @param answered the HTTP status, {@code timeout} or {@code dropped}
 * @param fault the planned fault that hit it
 * @param change the history entry it made
 * @param supersedes the entry of the same record that was the newest before it
 */
public record Write(
    long seq,
    Instant receivedAt,
    @Nullable Instant effectAt,
    String method,
    String path,
    @Nullable String reference,
    String answered,
    boolean applied,
    @Nullable String fault,
    @Nullable String error,
    @Nullable Long change,
    @Nullable Long supersedes) {

  Write numbered(long number) {
    return new Write(
        number,
        receivedAt,
        effectAt,
        method,
        path,
        reference,
        answered,
        applied,
        fault,
        error,
        change,
        supersedes);
  }
}
