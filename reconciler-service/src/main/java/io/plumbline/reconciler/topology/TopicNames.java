package io.plumbline.reconciler.topology;

/** The topics of the order flow that the reconciler reads and writes. */
public final class TopicNames {
  public static final String CHANGES = "plumbline.order.changes";
  public static final String FINDINGS = "plumbline.findings";
  public static final String DISCREPANCIES = "plumbline.discrepancies";
  public static final String CONTROL_ENTRIES = "plumbline.control-entries";
  public static final String STATUS = "plumbline.reconciler.status";
  public static final String CLAIMS = "plumbline.reconciler.claims";
  public static final String ANSWERS = "plumbline.reconciler.answers";
  public static final String DEAD_LETTERS = "plumbline.reconciler.dead-letters";

  /** The header of findings that matter only to those who know them already: they are over. */
  public static final String KNOWN_ONLY = "pl_known_only";

  private TopicNames() {}
}
