package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the live view shows of a moment. */
final class Picture {
  private static final int BAR = 32;

  private final Style style;

  Picture(Style style) {
    this.style = style;
  }

  List<String> of(Progress.Moment moment) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold("Plumbline") + " · a launch day · " + moment.phase().word());
    lines.add(bar(moment));
    lines.add(disturbances(moment));
    if (!moment.blow().isEmpty()) {
      lines.add(style.bad(moment.blow()));
    }
    lines.add("");
    lines.add(style.faint("%-20s%10s%10s".formatted("drift", "planted", "found")));
    Kind.covered().forEach(kind -> lines.add(row(kind, moment)));
    lines.add("");
    lines.add(moment.newest().isEmpty() ? "no finding yet" : style.bad(moment.newest()));
    lines.add(moment.exposure().isEmpty() ? "" : "at stake now: " + moment.exposure());
    lines.add(waiting(moment));
    return lines;
  }

  private String bar(Progress.Moment moment) {
    int full = moment.toPlace() == 0 ? 0 : moment.placed() * BAR / moment.toPlace();
    return style.good("█".repeat(full))
        + style.faint("░".repeat(BAR - full))
        + " %d of %d orders".formatted(moment.placed(), moment.toPlace());
  }

  private static String disturbances(Progress.Moment moment) {
    String kinds =
        moment.disturbances().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
    return "%d disturbances%s".formatted(moment.disturbed(), kinds.isEmpty() ? "" : ": " + kinds);
  }

  private String row(Kind kind, Progress.Moment moment) {
    int planted = moment.planted().getOrDefault(kind, 0);
    int found = moment.found().getOrDefault(kind.id(), 0);
    String line = "%-20s%10d%10d".formatted(kind.id(), planted, found);
    return planted > 0 && found >= planted ? style.good(line) : line;
  }

  private String waiting(Progress.Moment moment) {
    return moment.waitingFor().isEmpty()
        ? ""
        : style.faint("waiting for " + String.join(", ", moment.waitingFor()));
  }
}
