package io.plumbline.engine.apply;

import io.plumbline.engine.observation.Version;
import java.util.Arrays;

/** What to make of a reading, given what is held. */
enum Judgement {
  /** Newer: it becomes the replica. */
  BELIEVE,
  /** Says nothing new. */
  SAME,
  /** Older than what is held: an older state never overwrites a newer one. */
  STALE,
  /** Time does not decide: the record is read again, and that reading wins. */
  ASK_AGAIN;

  /**
   * Judges a reading of a record that is held already.
   *
   * @param reread whether it was read by us after somebody asked; its sequence was given before
   */
  static Judgement of(Held held, Version version, byte[] hash, boolean reread) {
    int byTime =
        Long.compare(
            version.sourceTime().toEpochMilli(), held.version().sourceTime().toEpochMilli());
    if (byTime < 0) {
      return STALE;
    }
    if (Arrays.equals(hash, held.hash())) {
      return byTime > 0 ? BELIEVE : SAME;
    }
    if (reread) {
      return byTime > 0 || version.sequence() >= held.version().sequence() ? BELIEVE : STALE;
    }
    // What was gone comes back only if a look confirms it: a late message may speak of before.
    return byTime > 0 && !held.deleted() ? BELIEVE : ASK_AGAIN;
  }

  /** What the judgement needs of a replica. */
  record Held(Version version, byte[] hash, boolean deleted) {}
}
