package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.scoreboard.Finding;
import io.plumbline.sandbox.scoreboard.Run;
import io.plumbline.sandbox.scoreboard.Scoreboard;
import io.plumbline.sandbox.scoreboard.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scoreboard in words. */
final class Report {
  private static final Pattern LINE = Pattern.compile("lines\\[(.+)]\\.(.+)");

  private Report() {}

  static List<String> of(Scoreboard board, Map<String, String> numbers) {
    Run run = board.run();
    Verdicts verdicts = board.verdicts();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "%d invoices read = %d played + %s".formatted(run.read(), run.played(), counted(run)));
    lines.add("orders: " + joined(run.orders()) + ", " + run.ordersPerSecond() + " per second");
    lines.add("disturbances: " + joined(run.disturbances()));
    lines.add("");
    lines.add("%-24s%12s%8s".formatted("kind", "planted", "found"));
    for (Kind kind : Kind.values()) {
      lines.add(row(kind, verdicts));
    }
    lines.add("");
    lines.add(
        "precision %s, recall %s, %d wrong verdicts, %d wrong causes"
            .formatted(
                verdicts.precision(),
                verdicts.recall(),
                verdicts.wrongVerdict(),
                verdicts.wrongCause()));
    lines.add(
        "found %d ms (median), %d ms (99 of 100) after the window's end; windows: %s ms"
            .formatted(
                verdicts.detectionMillis(50),
                verdicts.detectionMillis(99),
                joined(run.windowMillis())));
    lines.add(
        "lost %d, duplicates %d, stale overwrites %d"
            .formatted(
                run.damage().lost().size(),
                run.damage().duplicates().size(),
                run.damage().staleOverwrites().size()));
    lines.add("open exposure: " + joined(board.exposure()));
    verdicts.missed().forEach(unit -> lines.add("missed: " + unit.describe()));
    verdicts.falseAlarms().forEach(one -> lines.add("false alarm: " + inWords(one, numbers)));
    lines.add(verdict(board));
    return lines;
  }

  /** A finding as a person would say it. */
  static String inWords(Finding finding, Map<String, String> numbers) {
    String what =
        switch (finding.kind()) {
          case "missing" -> "expected there, not found";
          case "duplicate" -> "stands there " + finding.actual() + " times";
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
        .map(id -> numbers.get(id.substring(id.indexOf(':') + 1)))
        .filter(Objects::nonNull)
        .findFirst()
        .map(number -> "#" + number)
        .orElse(finding.key());
  }

  private static String row(Kind kind, Verdicts verdicts) {
    return kind.built()
        ? "%-24s%12d%8d"
            .formatted(
                kind.id(),
                verdicts.planted().getOrDefault(kind, 0),
                verdicts.found().getOrDefault(kind, 0))
        : "%-24s%12s".formatted(kind.id(), "not covered");
  }

  private static String verdict(Scoreboard board) {
    List<String> complaints = board.complaints();
    return complaints.isEmpty() ? "CLEAN" : "NOT CLEAN: " + String.join("; ", complaints);
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
