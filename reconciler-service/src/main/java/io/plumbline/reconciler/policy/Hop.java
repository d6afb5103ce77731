package io.plumbline.reconciler.policy;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The way of a change from the connection that is right to the one that must follow. */
@RegisterForReflection
public record Hop(String from, String to) {

  /** The form in which a hop is shown and stored. */
  public String label() {
    return from + "→" + to;
  }
}
