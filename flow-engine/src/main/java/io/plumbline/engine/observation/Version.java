package io.plumbline.engine.observation;

import java.time.Instant;

/**
 * The place of an observation in the history of its record: the vendor's modification time, then
 * the number of the re-read that settled what equal times could not.
 *
 * @param sequence 0 for what came by itself; re-reads of one record are serialised and numbered
 *     before they read, within one source time
 */
public record Version(Instant sourceTime, int sequence) implements Comparable<Version> {

  private static final int SEQUENCES = 1_000;

  public Version {
    if (sequence < 0 || sequence >= SEQUENCES) {
      throw new IllegalArgumentException(
          "expected a read sequence from 0 to " + (SEQUENCES - 1) + ", found " + sequence);
    }
  }

  /** As published: epoch milliseconds times 1,000 plus the sequence. */
  public long number() {
    return Math.addExact(Math.multiplyExact(sourceTime.toEpochMilli(), SEQUENCES), sequence);
  }

  public static Version of(long number) {
    return new Version(
        Instant.ofEpochMilli(Math.floorDiv(number, SEQUENCES)), Math.floorMod(number, SEQUENCES));
  }

  @Override
  public int compareTo(Version other) {
    return Long.compare(number(), other.number());
  }
}
