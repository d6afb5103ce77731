package io.plumbline.sandbox.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives lines that carry no reference of ours the line of the storefront they stand for. */
final class Paired {
  private Paired() {}

  /** Pairs by item and price, in order; a line with no counterpart keeps its own name. */
  static Facts with(Facts shop, Facts record) {
    if (record.lines().keySet().stream().noneMatch(id -> id.contains(":"))) {
      return record;
    }
    List<String> free = new ArrayList<>(shop.lines().keySet().stream().sorted().toList());
    free.removeAll(record.lines().keySet());
    Map<String, Facts.Line> lines = new LinkedHashMap<>();
    record.lines().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          Optional<String> match =
              entry.getKey().contains(":") ? take(free, shop, entry.getValue()) : Optional.empty();
          lines.put(match.orElse(entry.getKey()), entry.getValue());
        });
    return record.named(lines);
  }

  private static Optional<String> take(List<String> free, Facts shop, Facts.Line line) {
    Optional<String> match =
        free.stream()
            .filter(id -> alike(shop.lines().get(id), line))
            .findFirst()
            .or(() -> free.stream().filter(id -> sameSku(shop.lines().get(id), line)).findFirst());
    match.ifPresent(free::remove);
    return match;
  }

  private static boolean sameSku(Facts.@Nullable Line a, Facts.Line b) {
    return a != null && a.sku().equals(b.sku());
  }

  private static boolean alike(Facts.@Nullable Line a, Facts.Line b) {
    return a != null && sameSku(a, b) && a.unitPrice().compareTo(b.unitPrice()) == 0;
  }
}
