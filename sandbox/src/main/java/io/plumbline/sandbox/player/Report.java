package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.scoreboard.Finding;
import io.plumbline.sandbox.scoreboard.Run;
import io.plumbline.sandbox.scoreboard.Scoreboard;
import io.plumbline.sandbox.scoreboard.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scoreboard in words. */
final class Report {
  private static final Pattern LINE = Pattern.compile("lines\\[(.+)]\\.(.+)");

  private static final int SHOWN_FIRST = 5;

  private final Scoreboard board;
  private final Map<String, String> numbers;
  private final Stakes stakes;
  private final Style style;
  private final List<String> lines = new ArrayList<>();

  private Report(
      Scoreboard board, List<Finding> findings, Map<String, String> numbers, Style style) {
    this.board = board;
    this.numbers = numbers;
    this.stakes = new Stakes(findings);
    this.style = style;
  }

  /** The last picture of a run: what drifted, where to look first, how the day went. */
  static List<String> of(
      Scoreboard board, List<Finding> findings, Map<String, String> numbers, Style style) {
    Report report = new Report(board, findings, numbers, style);
    report.kinds();
    report.first();
    report.day();
    report.verdict();
    return List.copyOf(report.lines);
  }

  private void kinds() {
    section("What drifted");
    lines.add(style.faint("  %-20s%9s%8s   %s".formatted("kind", "planted", "found", "at stake")));
    Kind.covered().forEach(kind -> lines.add(row(kind)));
    lines.add(
        style.faint("  not covered: ")
            + style.faint(
                Arrays.stream(Kind.values())
                    .filter(kind -> !kind.built())
                    .map(Kind::id)
                    .collect(Collectors.joining(", "))));
  }

  private String row(Kind kind) {
    int planted = board.verdicts().planted().getOrDefault(kind, 0);
    int found = board.verdicts().found().getOrDefault(kind, 0);
    String counts = "  %-20s%9d%8d".formatted(kind.id(), planted, found);
    return (planted == found ? style.good(counts) : style.bad(counts))
        + "   %-24s %s".formatted(stakes.of(kind.id()), stakes.bar(kind.id())).stripTrailing();
  }

  private void first() {
    List<Finding> first = stakes.first(SHOWN_FIRST);
    if (first.isEmpty()) {
      return;
    }
    section("Where to look first");
    first.forEach(finding ->
        lines.add(
            style.bold("%14s".formatted(money(finding)))
                + "  "
                + inWords(finding, numbers).replaceFirst("; [^;]* at stake$", "")));
  }

  private void day() {
    Run run = board.run();
    Verdicts verdicts = board.verdicts();
    section("How the day went");
    lines.add(
        "  %d invoices read = %d played + %s".formatted(run.read(), run.played(), counted(run)));
    lines.add("  orders: " + joined(run.orders()) + ", " + run.ordersPerSecond() + " per second");
    lines.add("  disturbances: " + joined(run.disturbances()));
    lines.add(
        "  lost %d, duplicates %d, stale overwrites %d"
            .formatted(
                run.damage().lost().size(),
                run.damage().duplicates().size(),
                run.damage().staleOverwrites().size()));
    lines.add(
        "  found %d ms (median), %d ms (99 of 100) after the window's end; windows: %s"
            .formatted(verdicts.detectionMillis(50), verdicts.detectionMillis(99), windows(run)));
    lines.add("  open exposure: " + joined(board.exposure()));
  }

  /** Hops that had to wait equally long are told together; which they are stands in the JSON. */
  private static String windows(Run run) {
    return run.windowMillis().values().stream()
        .collect(Collectors.groupingBy(millis -> millis, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(window -> "%d ms on %d hops".formatted(window.getKey(), window.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void verdict() {
    Verdicts verdicts = board.verdicts();
    lines.add("");
    verdicts.missed().forEach(unit -> lines.add(style.bad("missed: " + unit.describe())));
    verdicts
        .falseAlarms()
        .forEach(one -> lines.add(style.bad("false alarm: " + inWords(one, numbers))));
    verdicts.leftOpen().forEach(one -> lines.add(style.bad("left open: " + inWords(one, numbers))));
    verdicts.wrongExposure().forEach(one -> lines.add(style.bad("wrong exposure: " + one)));
    lines.add(
        "precision %s, recall %s, %d wrong verdicts, %d wrong causes, %d wrong exposures; %d count neither way"
            .formatted(
                verdicts.precision(),
                verdicts.recall(),
                verdicts.wrongVerdict(),
                verdicts.wrongCause(),
                verdicts.wrongExposure().size(),
                verdicts.neitherWay()));
    List<String> complaints = board.complaints();
    lines.add(
        complaints.isEmpty()
            ? style.good("CLEAN")
            : style.bad("NOT CLEAN: " + String.join("; ", complaints)));
  }

  private void section(String title) {
    lines.add("");
    lines.add(style.heading(title));
  }

  private static String money(Finding finding) {
    return finding.currency().isEmpty()
        ? "-"
        : Stakes.amount(finding.exposure()) + " " + finding.currency();
  }

  /** A finding as a person would say it. */
  static String inWords(Finding finding, Map<String, String> numbers) {
    if (finding.kind().equals(Kind.SILENT_SOURCE.id())) {
      return "%s is silent: %s expected, %s"
          .formatted(finding.connection(), finding.expected(), finding.actual());
    }
    String what =
        switch (finding.kind()) {
          case "missing" -> "expected there, not found";
          case "duplicate" -> "stands there " + finding.actual() + " times";
          case "stuck" ->
              "is still %s there, not %s".formatted(finding.actual(), finding.expected());
          case "wrongChannel" -> "tells parcel %s, which is another's".formatted(finding.actual());
          case "trackingMissing" ->
              "tells %s of parcel %s"
                  .formatted(
                      finding.actual().equals("absent") ? "nothing" : "number " + finding.actual(),
                      finding.expected());
          default ->
              "%s %s expected, %s found"
                  .formatted(
                      LINE.matcher(finding.field()).replaceAll("$2 of line $1"),
                      finding.expected(),
                      finding.actual());
        };
    String stake =
        finding.exposure().signum() == 0
            ? ""
            : "; %s %s at stake".formatted(finding.exposure().toPlainString(), finding.currency());
    return "%s is wrong: order %s %s; %s%s"
        .formatted(
            finding.connection(), name(finding, numbers), what, finding.causeInWords(), stake);
  }

  /** The number that people know, where the finding is about an order we placed. */
  private static String name(Finding finding, Map<String, String> numbers) {
    return finding.recordIds().stream()
        .map(id -> numbers.get(id))
        .filter(Objects::nonNull)
        .findFirst()
        .map(number -> "#" + number)
        .orElse(finding.key());
  }

  private static String counted(Run run) {
    int sum = run.counted().values().stream().mapToInt(Integer::intValue).sum();
    return sum + " counted (" + joined(run.counted()) + ")";
  }

  private static String joined(Map<String, ?> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
  }
}
