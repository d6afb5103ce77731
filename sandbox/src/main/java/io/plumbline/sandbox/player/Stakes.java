package io.plumbline.sandbox.player;

import io.plumbline.sandbox.scoreboard.Finding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The money behind the findings that are open: by kind, and where most of it is. */
record Stakes(List<Finding> open) {
  private static final int BAR = 20;

  Stakes {
    open = open.stream().filter(Finding::isOpen).toList();
  }

  /** Sums of a kind by currency, as a person writes them. */
  String of(String kind) {
    return sums(kind).entrySet().stream()
        .map(sum -> amount(sum.getValue()) + " " + sum.getKey())
        .collect(Collectors.joining(", "));
  }

  /** How much of the kind with the most at stake this one has; currencies are not added up. */
  String bar(String kind) {
    BigDecimal most = greatest().values().stream().max(Comparator.naturalOrder()).orElse(null);
    BigDecimal own = greatest().get(kind);
    if (own == null || most == null || own.signum() == 0) {
      return "";
    }
    int length =
        own.multiply(BigDecimal.valueOf(BAR)).divide(most, 0, RoundingMode.CEILING).intValueExact();
    return "█".repeat(length);
  }

  /** The findings that a person would look at first. */
  List<Finding> first(int most) {
    return open.stream()
        .sorted(Comparator.comparing(Finding::exposure).reversed().thenComparing(Finding::id))
        .limit(most)
        .toList();
  }

  static String amount(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }

  private Map<String, BigDecimal> greatest() {
    return open.stream()
        .map(Finding::kind)
        .distinct()
        .collect(
            Collectors.toMap(
                kind -> kind,
                kind ->
                    sums(kind).values().stream()
                        .max(Comparator.naturalOrder())
                        .orElse(BigDecimal.ZERO),
                (a, _) -> a,
                HashMap::new));
  }

  private Map<String, BigDecimal> sums(String kind) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    open.stream()
        .filter(finding -> finding.kind().equals(kind) && !finding.currency().isEmpty())
        .forEach(finding -> sums.merge(finding.currency(), finding.exposure(), BigDecimal::add));
    return sums;
  }
}
