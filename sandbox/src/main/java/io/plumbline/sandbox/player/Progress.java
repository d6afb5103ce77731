package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far a run is, as the terminal shows it; written by the player, read by the view. */
final class Progress {
  private final Map<Kind, Integer> planted = new EnumMap<>(Kind.class);
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
        new EnumMap<>(planted),
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
    Kind.covered().forEach(kind -> planted.put(kind, 0));
  }

  synchronized void placed() {
    placed++;
  }

  synchronized void planted(Kind kind) {
    planted.merge(kind, 1, Integer::sum);
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
