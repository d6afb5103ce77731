package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Timeline.Episode;
import io.plumbline.sandbox.oracle.Unit.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Knows what drifted in a run. It reads the two systems' histories only, never the plan, so that a
 * planted drift that did not last and a drift nobody planted are both judged by what happened.
 */
public final class Oracle {
  private final Windows windows;
  private final List<Outage> outages;
  private final Instant end;

  /** The shortest and the longest in-flight window that was in force. */
  public record Windows(Duration shortest, Duration longest) {}

  public Oracle(Windows windows, List<Outage> outages, Instant end) {
    this.windows = windows;
    this.outages = List.copyOf(outages);
    this.end = end;
  }

  /** Every episode of disagreement, long or short. */
  public List<Unit> units(List<OrderHistory> orders) {
    return orders.stream().flatMap(order -> units(order).stream()).toList();
  }

  /** Whether the systems say the same of an order, by the policy. */
  public static boolean agree(Facts storefront, List<Facts> erp) {
    return new Policy("storefront", "erp").judge(Optional.of(storefront), erp, true).isEmpty();
  }

  private List<Unit> units(OrderHistory order) {
    Policy policy = new Policy(order.storefrontName(), order.erpName());
    return new Timeline(policy, end)
        .episodes(order).stream().map(episode -> unit(order, episode)).toList();
  }

  private Unit unit(OrderHistory order, Episode episode) {
    Duration counted = Outage.effective(episode.from(), episode.until(), outages);
    return new Unit(
        episode.topic().kind(),
        order.storefrontId(),
        order.number(),
        episode.topic().wrong(),
        episode.topic().field(),
        episode.from(),
        episode.until(),
        counted,
        weight(order, episode, counted),
        episode.values(),
        Causes.of(order, episode));
  }

  private Weight weight(OrderHistory order, Episode episode, Duration counted) {
    if (counted.compareTo(windows.longest().multipliedBy(2)) > 0) {
      return absorbed(order, episode) ? Weight.EITHER : Weight.OWED;
    }
    return counted.compareTo(windows.shortest().dividedBy(2)) < 0 ? Weight.NORMAL : Weight.EITHER;
  }

  /**
   * A fault struck our own write, and our own write ended the episode: too long to be nothing, yet
   * a disturbance that was absorbed and no drift.
   */
  private static boolean absorbed(OrderHistory order, Episode episode) {
    return episode.endedWith().filter(saying -> saying.actor() == Actor.API).isPresent()
        && order.writes().stream()
            .filter(Write::disturbed)
            .anyMatch(write ->
                !write.receivedAt().isBefore(episode.from())
                    && write.receivedAt().isBefore(episode.until()));
  }
}
