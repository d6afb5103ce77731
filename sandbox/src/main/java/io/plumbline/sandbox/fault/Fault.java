package io.plumbline.sandbox.fault;

import java.util.Arrays;

/** The kinds of trouble that a plan can ask for, by the id used in plans and counts. */
public enum Fault {
  THROTTLE("throttle", Scope.ANY),
  SERVER_ERROR("serverError", Scope.ANY),
  SLOW("slow", Scope.ANY),
  /** The connection goes before anything happens. */
  DROP_BEFORE_EFFECT("dropBeforeEffect", Scope.ANY),
  /** The write takes effect, and the caller waits in vain. */
  TIMEOUT_AFTER_EFFECT("timeoutAfterEffect", Scope.WRITE),
  SERVER_ERROR_AFTER_EFFECT("serverErrorAfterEffect", Scope.WRITE),
  /** The caller waits in vain, and the write takes effect some time later. */
  LATE_EFFECT("lateEffect", Scope.WRITE),
  /** The ERP rounds tax per line and says nothing: a drift, not a disturbance. */
  ROUNDING("rounding", Scope.WRITE),
  DROP_WEBHOOK("dropWebhook", Scope.WEBHOOK),
  DUPLICATE_WEBHOOK("duplicateWebhook", Scope.WEBHOOK),
  /** Late enough to be overtaken by the webhooks of the next changes. */
  REORDER_WEBHOOK("reorderWebhook", Scope.WEBHOOK),
  DELAY_WEBHOOK("delayWebhook", Scope.WEBHOOK),
  /** The vendor is away; never drawn, but scheduled by the plan's {@code down}. */
  DOWN("down", Scope.NEVER);

  /** Where a fault can strike. */
  enum Scope {
    ANY,
    WRITE,
    WEBHOOK,
    NEVER
  }

  private final String id;
  private final Scope scope;

  Fault(String id, Scope scope) {
    this.id = id;
    this.scope = scope;
  }

  public String id() {
    return id;
  }

  boolean strikesRequest(boolean write) {
    return scope == Scope.ANY || (write && scope == Scope.WRITE);
  }

  boolean strikesWebhook() {
    return scope == Scope.WEBHOOK;
  }

  static Fault of(String id) {
    return Arrays.stream(values())
        .filter(fault -> fault.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fault is called " + id));
  }
}
