package io.plumbline.engine.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A committed right to work on one delivery for a while.
 *
 * @param claim fences: what this lease writes is ignored once another holds the row
 * @param revision the desired one when it was claimed
 * @param unknownAttempt the earlier write whose effect has to be read back first
 */
record Lease(
    long claim,
    String key,
    String connection,
    long revision,
    int failures,
    @Nullable Long unknownAttempt,
    int negativeReads) {

  Lease having(int counted) {
    return new Lease(claim, key, connection, revision, counted, unknownAttempt, negativeReads);
  }
}
