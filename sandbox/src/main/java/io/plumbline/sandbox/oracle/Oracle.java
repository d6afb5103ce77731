package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Timeline.Episode;
import io.plumbline.sandbox.oracle.Unit.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Knows what drifted in a run. It reads the two systems' histories only, never the plan, so that a
 * planted drift that did not last and a drift nobody planted are both judged by what happened.
 */
public final class Oracle {
  private final Windows windows;
  private final List<Outage> outages;
  private final List<Outage> pauses;
  private final Instant end;

  /** The shortest and the longest in-flight window that was in force. */
  public record Windows(Duration shortest, Duration longest) {}

  /**
   * @param outages when a system or our service was away
   * @param silences when a system worked and could not be heard
   */
  public Oracle(Windows windows, List<Outage> outages, List<Outage> silences, Instant end) {
    this.windows = windows;
    this.outages = List.copyOf(outages);
    this.pauses = Stream.concat(outages.stream(), silences.stream()).toList();
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
    Duration counted = Outage.effective(episode.from(), episode.until(), pauses);
    return new Unit(
        episode.topic().kind(),
        order.storefrontId(),
        order.number(),
        episode.topic().wrong(),
        episode.topic().field(),
        episode.from(),
        episode.until(),
        episode.endedWith().isPresent(),
        counted,
        weight(order, episode, counted),
        episode.values(),
        Causes.of(order, episode, outages));
  }

  private Weight weight(OrderHistory order, Episode episode, Duration counted) {
    if (counted.compareTo(windows.longest().multipliedBy(2)) > 0) {
      return endedByUs(order, episode) ? delayed(strikes(order, episode), counted) : Weight.OWED;
    }
    return counted.compareTo(windows.shortest().dividedBy(2)) < 0 ? Weight.NORMAL : Weight.EITHER;
  }

  /**
   * Planned faults struck our own write, and our own write ended the episode: too long to be
   * nothing, yet no drift. A window has room for one retry, so each strike excuses one window; a
   * disturbance that shows for longer was not absorbed, and a finding on it is false.
   */
  private Weight delayed(long strikes, Duration counted) {
    if (strikes == 0) {
      return Weight.OWED;
    }
    Duration excused = windows.longest().multipliedBy(2 + strikes);
    return counted.compareTo(excused) <= 0 ? Weight.EITHER : Weight.NORMAL;
  }

  /** What other hands put wrong in the ERP is drift, however our write fared that ended it. */
  private static boolean endedByUs(OrderHistory order, Episode episode) {
    Saying began = episode.beganWith();
    boolean ourWork = began.actor() == Actor.API || order.storefront().contains(began);
    return ourWork && episode.endedWith().filter(by -> by.actor() == Actor.API).isPresent();
  }

  private static long strikes(OrderHistory order, Episode episode) {
    return order.writes().stream()
        .filter(Write::disturbed)
        .filter(write -> episode.covers(write.receivedAt()))
        .count();
  }
}
