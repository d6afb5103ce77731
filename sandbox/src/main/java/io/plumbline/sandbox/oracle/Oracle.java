package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Timeline.Episode;
import io.plumbline.sandbox.oracle.Unit.Weight;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows what drifted in a run. It reads the systems' histories only, never the plan, so that a
 * planted drift that did not last and a drift nobody planted are both judged by what happened.
 */
public final class Oracle {
  private static final Set<Kind> OF_WAREHOUSES =
      EnumSet.of(
          Kind.CANCELLED_BUT_SHIPPED,
          Kind.TOLD_SHIPPED,
          Kind.TRACKING_MISSING,
          Kind.PARTIAL_MISMATCH,
          Kind.WRONG_CHANNEL);

  /** A state is counted from when it was heard of. */
  private static final Duration HEARD_LATE = Duration.ofSeconds(12);

  private final Windows windows;
  private final Terms terms;
  private final List<Outage> outages;
  private final List<Outage> pauses;
  private final Instant end;

  /** The shortest and the longest in-flight window that was in force. */
  public record Windows(Duration shortest, Duration longest) {}

  /**
   * What the company has said for itself.
   *
   * @param stuckAfter for how long a part of an order may wait in the warehouse
   * @param supportCosts by currency what it costs when a buyer asks where a parcel is
   */
  public record Terms(Duration stuckAfter, Map<String, BigDecimal> supportCosts) {

    public Terms {
      supportCosts = Map.copyOf(supportCosts);
    }
  }

  /**
   * @param outages when a system or our service was away
   * @param silences when a system worked and could not be heard
   */
  public Oracle(
      Windows windows, Terms terms, List<Outage> outages, List<Outage> silences, Instant end) {
    this.windows = windows;
    this.terms = terms;
    this.outages = List.copyOf(outages);
    this.pauses = Stream.concat(outages.stream(), silences.stream()).toList();
    this.end = end;
  }

  /** How long anything has to last until a finding is owed. */
  public static Duration owedAfter(Windows windows, Duration stuckAfter) {
    Duration twice = windows.longest().multipliedBy(2);
    Duration stuck = stuckAfter.plus(HEARD_LATE);
    return twice.compareTo(stuck) > 0 ? twice : stuck;
  }

  /** Every episode of disagreement, long or short. */
  public List<Unit> units(List<OrderHistory> orders) {
    Departures departures = Departures.of(orders);
    return orders.stream().flatMap(order -> units(order, departures).stream()).toList();
  }

  /** Whether the systems say the same of an order, by the policy. */
  public static boolean agree(Facts storefront, List<Facts> erp, List<Facts> warehouse) {
    Now now = new Now("storefront", "erp", "warehouse", "", _ -> false);
    say(now, "storefront", List.of(storefront));
    say(now, "erp", erp);
    say(now, "warehouse", warehouse);
    return Policy.judge(now).isEmpty();
  }

  private static void say(Now now, String connection, List<Facts> records) {
    Side side = new Side(connection, List.of(), List.of());
    for (int i = 0; i < records.size(); i++) {
      now.hear(
          new Saying(Instant.EPOCH, String.valueOf(i), Actor.API, Optional.of(records.get(i))),
          side);
    }
  }

  private List<Unit> units(OrderHistory order, Departures departures) {
    return new Timeline(departures, new Support(terms.supportCosts()), end)
        .episodes(order).stream().map(episode -> unit(order, episode)).toList();
  }

  private Unit unit(OrderHistory order, Episode episode) {
    Set<String> concerned = concerned(order, episode);
    Duration counted =
        Outage.effective(
            episode.from(),
            episode.until(),
            pauses.stream().filter(pause -> pause.concerns(concerned)).toList());
    return new Unit(
        episode.topic().kind(),
        order.sale(),
        order.number(),
        episode.topic().wrong(),
        episode.topic().field(),
        episode.from(),
        episode.until(),
        episode.endedWith().isPresent(),
        counted,
        weight(order, episode, counted),
        episode.values(),
        Causes.of(
            order, episode, outages.stream().filter(one -> one.concerns(concerned)).toList()));
  }

  /** Whose words it takes: an outage of any other system is no excuse. */
  private static Set<String> concerned(OrderHistory order, Episode episode) {
    Set<String> concerned =
        new HashSet<>(List.of(order.shop().connection(), episode.topic().wrong()));
    if (OF_WAREHOUSES.contains(episode.topic().kind())) {
      concerned.add(order.warehouse().connection());
    }
    return concerned;
  }

  private Weight weight(OrderHistory order, Episode episode, Duration counted) {
    if (episode.topic().waits()) {
      return counted.compareTo(terms.stuckAfter().plus(HEARD_LATE)) > 0
          ? Weight.OWED
          : counted.compareTo(terms.stuckAfter().dividedBy(2)) < 0 ? Weight.NORMAL : Weight.EITHER;
    }
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

  /** What other hands put wrong in a system is drift, however our write fared that ended it. */
  private static boolean endedByUs(OrderHistory order, Episode episode) {
    Saying began = episode.beganWith();
    Side wrong = order.side(episode.topic().wrong());
    boolean ourWork = began.actor() == Actor.API || !wrong.sayings().contains(began);
    return ourWork && episode.endedWith().filter(by -> by.actor() == Actor.API).isPresent();
  }

  private static long strikes(OrderHistory order, Episode episode) {
    return order.side(episode.topic().wrong()).writes().stream()
        .filter(Write::disturbed)
        .filter(write -> episode.covers(write.receivedAt()))
        .count();
  }
}
