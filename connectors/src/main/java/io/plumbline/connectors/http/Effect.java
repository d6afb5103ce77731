package io.plumbline.connectors.http;

import io.plumbline.engine.connector.CallFailed.Kind;

/** Whether a call may change something at the vendor: decides what an unanswered one means. */
public enum Effect {
  READ(Kind.TRANSIENT),
  /** Reads one record by its id: a refusal tells nothing of the other records. */
  READ_ONE(Kind.TRANSIENT),
  WRITE(Kind.UNKNOWN);

  private final Kind unanswered;

  Effect(Kind unanswered) {
    this.unanswered = unanswered;
  }

  /** What is known about a call that was sent and not answered, or answered by a broken server. */
  public Kind unanswered() {
    return unanswered;
  }
}
