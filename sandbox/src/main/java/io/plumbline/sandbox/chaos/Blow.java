package io.plumbline.sandbox.chaos;

/**
 * One thing that goes wrong on purpose.
 *
 * @param on the process or connection that it falls on
 * @param stopsAll whether our whole work has to stand still meanwhile
 */
public record Blow(BlowKind kind, String on, boolean stopsAll, Strike strike) {

  /** Does it, and returns when it is over. */
  @FunctionalInterface
  public interface Strike {
    /** False where it cannot be done here. */
    boolean done() throws InterruptedException;
  }

  /**
   * Whether somebody who asks for {@code processKilled} or {@code processKilled:kafka} means it.
   */
  boolean isCalled(String name) {
    return name.equals(kind.id()) || name.equals(kind.id() + ":" + on);
  }

  /** As the terminal tells it. */
  String words() {
    return on + " " + kind.word();
  }
}
