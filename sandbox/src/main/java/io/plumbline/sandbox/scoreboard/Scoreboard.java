package io.plumbline.sandbox.scoreboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.oracle.Unit;
import io.plumbline.sandbox.rest.JsonApi;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The score of one run, and whether it is clean. */
public record Scoreboard(Run run, Verdicts verdicts, Map<String, BigDecimal> exposure) {

  public Scoreboard {
    exposure = Map.copyOf(exposure);
  }

  /** Scores what was seen against what was true; exposure is that of the findings still open. */
  public static Scoreboard of(Run run, List<Sighting> sightings, List<Unit> units) {
    Map<String, BigDecimal> exposure = new TreeMap<>();
    sightings.stream()
        .map(Sighting::finding)
        .filter(Finding::isOpen)
        .filter(finding -> !finding.currency().isEmpty())
        .forEach(one -> exposure.merge(one.currency(), one.exposure(), BigDecimal::add));
    return new Scoreboard(run, new Verdicts(sightings, units), exposure);
  }

  /** Everything that keeps the run from being clean, in words. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    run.unsettled().forEach(what -> complaints.add("not settled: " + what));
    run.shortfalls().forEach(complaints::add);
    verdicts
        .planted()
        .forEach((kind, n) -> {
          if (n == 0) {
            complaints.add("nothing planted of kind " + kind.id());
          }
        });
    complainOfWeight(complaints);
    complainOfOurs(complaints);
    complain(complaints, verdicts.missed().size(), "missed");
    complain(complaints, verdicts.falseAlarms().size(), "false alarms");
    complain(complaints, verdicts.wrongVerdict(), "wrong verdicts");
    complain(complaints, verdicts.wrongCause(), "wrong causes");
    complain(complaints, verdicts.wrongExposure().size(), "wrong exposures");
    complain(complaints, verdicts.leftOpen().size(), "left open");
    complain(complaints, run.damage().lost().size(), "lost");
    complain(complaints, run.damage().duplicates().size(), "duplicates of ours");
    complain(complaints, run.damage().staleOverwrites().size(), "stale overwrites");
    if (run.read() != run.played() + sum(run.counted())) {
      complaints.add("read is not played + counted");
    }
    return complaints;
  }

  /** What was planted has to be owed: a drift that slid out of the score proves nothing. */
  private void complainOfWeight(List<String> complaints) {
    if (run.windowMillis().isEmpty()) {
      complaints.add("no window was ever reported, so nothing could be weighed");
    }
    run.drifts()
        .forEach((kind, sales) -> {
          int owed = verdicts.planted().getOrDefault(kind, 0);
          if (owed < sales.size()) {
            complaints.add(
                "%d planted of kind %s, but only %d owed".formatted(sales.size(), kind.id(), owed));
          }
        });
  }

  /** What is owed on an order that nobody spoilt on purpose is our own failure, found or not. */
  private void complainOfOurs(List<String> complaints) {
    Set<String> spoilt =
        run.drifts().values().stream().flatMap(List::stream).collect(Collectors.toSet());
    verdicts.owed().stream()
        .filter(unit -> !unit.sale().isEmpty() && !spoilt.contains(unit.sale()))
        .forEach(unit -> complaints.add("owed, and never planted: " + unit.describe()));
  }

  /** 0 only for a run that settled, planted every built kind and is clean. */
  public int exitCode() {
    return complaints().isEmpty() ? 0 : 1;
  }

  /** The scoreboard file. */
  public ObjectNode json() {
    ObjectNode json = JsonApi.JSON.createObjectNode();
    json.put("seed", run.seed());
    json.set("orders", JsonApi.JSON.valueToTree(run.orders()));
    json.put("read", run.read());
    json.put("played", run.played());
    json.set("counted", JsonApi.JSON.valueToTree(run.counted()));
    json.set("linesSetAside", JsonApi.JSON.valueToTree(run.linesSetAside()));
    json.set("disturbances", JsonApi.JSON.valueToTree(run.disturbances()));
    json.set("planted", kinds(verdicts.planted()));
    json.set("found", kinds(verdicts.found()));
    json.set("notCovered", notCovered());
    addVerdicts(json);
    addDamage(json);
    json.set("exposure", JsonApi.JSON.valueToTree(plain()));
    json.put("ordersPerSecond", run.ordersPerSecond());
    json.put("settled", run.unsettled().isEmpty());
    json.set("complaints", JsonApi.JSON.valueToTree(complaints()));
    return json;
  }

  private void addVerdicts(ObjectNode json) {
    ArrayNode missed = json.putArray("missed");
    verdicts.missed().forEach(unit -> missed.add(unit(unit)));
    ArrayNode alarms = json.putArray("falseAlarms");
    verdicts.falseAlarms().forEach(finding -> alarms.add(finding(finding)));
    json.put("wrongVerdict", verdicts.wrongVerdict());
    json.put("wrongCause", verdicts.wrongCause());
    json.put("wrongExposure", verdicts.wrongExposure().size());
    ArrayNode leftOpen = json.putArray("leftOpen");
    verdicts.leftOpen().forEach(finding -> leftOpen.add(finding(finding)));
    json.put("neitherWay", verdicts.neitherWay());
    json.put("precision", verdicts.precision());
    json.put("recall", verdicts.recall());
    json.putObject("detectionMillis")
        .put("p50", verdicts.detectionMillis(50))
        .put("p99", verdicts.detectionMillis(99));
    json.set("windowMillis", JsonApi.JSON.valueToTree(run.windowMillis()));
  }

  private void addDamage(ObjectNode json) {
    json.put("lost", run.damage().lost().size());
    json.put("duplicates", run.damage().duplicates().size());
    json.put("staleOverwrites", run.damage().staleOverwrites().size());
    if (!run.damage().none()) {
      json.set("damage", JsonApi.JSON.valueToTree(run.damage()));
    }
  }

  private static ObjectNode unit(Unit unit) {
    Unit.Values last = unit.values().getLast();
    return JsonApi.JSON
        .createObjectNode()
        .put("kind", unit.kind().id())
        .put("order", unit.number())
        .put("sale", unit.sale())
        .put("connection", unit.wrong())
        .put("field", unit.field())
        .put("expected", last.expected())
        .put("actual", last.actual())
        .put("cause", String.join("|", unit.causes().stream().sorted().toList()))
        .put("from", unit.from().toString())
        .put("until", unit.until().toString());
  }

  private static ObjectNode finding(Finding finding) {
    return JsonApi.JSON
        .createObjectNode()
        .put("id", finding.id())
        .put("kind", finding.kind())
        .put("key", finding.key())
        .put("connection", finding.connection())
        .put("field", finding.field())
        .put("expected", finding.expected())
        .put("actual", finding.actual())
        .put("cause", finding.cause())
        .put("observedAt", finding.observedAt().map(Object::toString).orElse(""));
  }

  private static ObjectNode kinds(Map<Kind, Integer> counts) {
    ObjectNode json = JsonApi.JSON.createObjectNode();
    counts.forEach((kind, n) -> json.put(kind.id(), n));
    return json;
  }

  private static ArrayNode notCovered() {
    ArrayNode ids = JsonApi.JSON.createArrayNode();
    Arrays.stream(Kind.values()).filter(kind -> !kind.built()).map(Kind::id).forEach(ids::add);
    return ids;
  }

  private Map<String, String> plain() {
    Map<String, String> plain = new TreeMap<>();
    exposure.forEach((currency, amount) -> plain.put(currency, amount.toPlainString()));
    return plain;
  }

  private static void complain(List<String> complaints, int n, String what) {
    if (n > 0) {
      complaints.add(n + " " + what);
    }
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
