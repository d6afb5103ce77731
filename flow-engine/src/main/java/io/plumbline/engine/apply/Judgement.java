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

  /** How a reading came about. */
  enum Way {
    /** Somebody told it, or listed it before what is held had come. */
    TOLD,
    /** A listing that we asked for after what is held had come. */
    LISTED_SINCE,
    /** Read by us after somebody asked; its sequence was given before. */
    REREAD
  }

  /** Judges a reading of a record that is held already. */
  static Judgement of(Held held, Version version, byte[] hash, Way way) {
    int byTime =
        Long.compare(
            version.sourceTime().toEpochMilli(), held.version().sourceTime().toEpochMilli());
    if (byTime < 0) {
      // An older time at a later look: the vendor's clock was set back, or its listing lags.
      boolean setBack = way == Way.LISTED_SINCE && !Arrays.equals(hash, held.hash());
      return setBack ? ASK_AGAIN : STALE;
    }
    if (Arrays.equals(hash, held.hash())) {
      return byTime > 0 ? BELIEVE : SAME;
    }
    if (way == Way.REREAD) {
      return byTime > 0 || version.sequence() >= held.version().sequence() ? BELIEVE : STALE;
    }
    // What was gone comes back only if a look confirms it: a late message may speak of before.
    return byTime > 0 && !held.deleted() ? BELIEVE : ASK_AGAIN;
  }

  /** What the judgement needs of a replica. */
  record Held(Version version, byte[] hash, boolean deleted) {}
}
