package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far a run is, as the terminal shows it; written by the player, read by the view. */
final class Progress {
  private final Map<Kind, List<String>> planted = new EnumMap<>(Kind.class);
  private final Map<String, Long> disturbances = new TreeMap<>();
  private Map<String, Integer> found = Map.of();
  private List<String> waitingFor = List.of();
  private Phase phase = Phase.PREPARING;
  private int placed;
  private int toPlace;
  private String newest = "";
  private String exposure = "";
  private String blow = "";

  /** One moment of it. */
  record Moment(
      Phase phase,
      int placed,
      int toPlace,
      Map<String, Long> disturbances,
      Map<Kind, Integer> planted,
      Map<String, Integer> found,
      String newest,
      String exposure,
      List<String> waitingFor,
      String blow) {

    long disturbed() {
      return disturbances.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  synchronized Moment now() {
    return new Moment(
        phase,
        placed,
        toPlace,
        new TreeMap<>(disturbances),
        counts(),
        found,
        newest,
        exposure,
        waitingFor,
        blow);
  }

  synchronized void enter(Phase next) {
    phase = next;
  }

  synchronized void toPlace(int orders) {
    toPlace = orders;
    Kind.covered().forEach(kind -> planted.put(kind, new ArrayList<>()));
  }

  synchronized void placed() {
    placed++;
  }

  /**
   * @param sale the order's shop and its id there, or empty
   */
  synchronized void planted(Kind kind, String sale) {
    planted.computeIfAbsent(kind, _ -> new ArrayList<>()).add(sale);
  }

  /** On which sales each kind was planted. */
  synchronized Map<Kind, List<String>> drifts() {
    Map<Kind, List<String>> drifts = new EnumMap<>(Kind.class);
    planted.forEach((kind, sales) -> drifts.put(kind, List.copyOf(sales)));
    return drifts;
  }

  private Map<Kind, Integer> counts() {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    planted.forEach((kind, sales) -> counts.put(kind, sales.size()));
    return counts;
  }

  synchronized void disturbed(Map<String, Long> counts) {
    disturbances.putAll(counts);
  }

  synchronized void found(Map<String, Integer> byKind, String newestInWords, String atStake) {
    found = Map.copyOf(byKind);
    newest = newestInWords;
    exposure = atStake;
  }

  synchronized void struck(String what) {
    blow = what;
  }

  synchronized void waitingFor(List<String> what) {
    waitingFor = List.copyOf(what);
  }
}
