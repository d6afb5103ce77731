package io.plumbline.sandbox.oracle;

/** One thing on which two systems differ at one moment, judged by the policy. */
record Disagreement(Topic topic, Unit.Values values) {

  /** What an episode is about; as long as it stays the same, the episode goes on. */
  record Topic(Kind kind, String wrong, String field) {

    /** Whether nothing is wrong with it as long as it ends some day. */
    boolean waits() {
      return kind == Kind.STUCK || (kind == Kind.TOLD_SHIPPED && field.startsWith(Waiting.PARCEL));
    }
  }
}
