package io.plumbline.reconciler.policy;

import io.plumbline.reconciler.event.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who is right about what, and how long a difference may last, as a plain value. */
public record Policy(
    Map<String, Party> parties,
    Windows windows,
    Comparison comparison,
    Authority authority,
    boolean fulfilmentTold,
    Presence presence,
    Map<State, Duration> stuckAfter,
    Map<String, BigDecimal> supportCosts,
    Duration silentAfter,
    Map<String, Severity> severities,
    Severity severity) {

  public Policy {
    parties = Map.copyOf(parties);
    stuckAfter = Map.copyOf(stuckAfter);
    supportCosts = Map.copyOf(supportCosts);
    severities = Map.copyOf(severities);
  }

  /** A connection that the configuration knows. */
  public record Party(Role role, ZoneId zone, Duration pollEvery) {}

  /** How windows are measured. */
  public record Windows(
      Duration floor,
      Map<String, Duration> floors,
      Duration ceiling,
      int factor,
      int samples,
      BigDecimal pace) {

    public Windows {
      floors = Map.copyOf(floors);
    }
  }

  /** What is compared and how closely. */
  public record Comparison(
      Set<String> fields, BigDecimal tolerance, BigDecimal roundingUnitsPerLine) {

    public Comparison {
      fields = Set.copyOf(fields);
    }
  }

  /**
   * The role that is right about each facet.
   *
   * @param atFirst about order.commercial until the order is fulfilled, then {@code onceFulfilled}
   */
  public record Authority(Role atFirst, Role onceFulfilled, Role fulfilment, Role billing) {}

  public static Policy of(PolicyConfig config, Connections connections, Deliveries deliveries) {
    Map<String, Party> parties = new TreeMap<>();
    connections.connections().forEach((name, connection) -> parties.put(name, party(connection)));
    return new Policy(
        parties,
        new Windows(
            config.windowFloor(),
            config.windowFloors(),
            config.windowCeiling(),
            config.windowFactor(),
            config.windowSamples(),
            config.windowPace()),
        new Comparison(config.comparedFields(), config.tolerance(), config.roundingUnitsPerLine()),
        new Authority(
            config.authority().commercial(),
            config.authority().commercialOnceFulfilled(),
            config.authority().fulfilment(),
            config.authority().billing()),
        config.fulfilmentTold(),
        new Presence(
            config.presence(),
            deliveries.handledElsewhere().orElse(Set.of()),
            deliveries.warehouses()),
        patience(config),
        config.supportCostPerOrder(),
        config.silentAfter(),
        config.severities(),
        config.severity());
  }

  private static Map<State, Duration> patience(PolicyConfig config) {
    Map<State, Duration> patience = config.stuckAfter().all();
    config.payoutAfter().ifPresent(time -> patience.put(State.NOT_PAID_OUT, time));
    return patience;
  }

  /** Whether two amounts differ by more than policy allows. */
  public boolean differs(BigDecimal one, BigDecimal other) {
    return one.subtract(other).abs().compareTo(comparison.tolerance()) > 0;
  }

  private static Party party(Connections.Connection connection) {
    Duration every = connection.poll().map(Connections.Poll::every).orElse(Duration.ZERO);
    return new Party(connection.role(), connection.zone(), every);
  }

  /** Never shorter than the floor, nor than the time between two polls of either side. */
  public Duration leastWindow(Hop hop) {
    Duration floor = windows.floors().getOrDefault(hop.from() + "->" + hop.to(), windows.floor());
    return longest(floor, longest(pollEvery(hop.from()), pollEvery(hop.to())));
  }

  public Duration pollEvery(String connection) {
    Party party = parties.get(connection);
    return party == null ? Duration.ZERO : party.pollEvery();
  }

  /** A polled connection is heard no more often than it is asked; one poll may fail. */
  public Duration silentAfter(String connection) {
    return longest(silentAfter, pollEvery(connection).multipliedBy(3));
  }

  public ZoneId zone(String connection) {
    Party party = parties.get(connection);
    return party == null ? ZoneOffset.UTC : party.zone();
  }

  public Severity severityOf(Kind kind) {
    return severities.getOrDefault(kind.id(), severity);
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
