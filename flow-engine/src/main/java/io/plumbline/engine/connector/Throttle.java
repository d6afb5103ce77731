package io.plumbline.engine.connector;

import java.time.Duration;

/**
 * The budget of one connection, shared by every replica of the service.
 *
 * <p>A connector takes what a call costs before it sends it and reports what the vendor said after.
 */
public interface Throttle {

  /**
   * Waits for a slot and for the cost, bounded by the connection's timeout.
   *
   * @param cost in the vendor's units: points, requests
   * @throws CallFailed as throttled, when the budget is not to be had in time
   */
  Slot take(int cost);

  /** Passes on the vendor's own signal: how much is left, and at which rate it comes back. */
  void observed(double available, double maximum, double perSecond);

  /** The vendor refused for its limit: nobody calls before the pause is over. */
  void pause(Duration pause);

  /** One call in flight; closing it frees its place under a concurrency limit. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }
}
