package io.plumbline.sandbox.shiphero;

import graphql.schema.DataFetchingEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Relay pages of a sorted list; a cursor names the element that it stands behind. */
final class Page {
  static final int DEFAULT = 100;

  private Page() {}

  /** One element with the place that it sorts by; places sort as text. */
  record Placed(String place, Map<String, @Nullable Object> node) {}

  static Map<String, Object> of(
      List<Placed> sorted, boolean descending, DataFetchingEnvironment call) {
    int first = call.getArgumentOrDefault("first", DEFAULT);
    if (first < 1 || first > DEFAULT) {
      throw new Refused("first lies between 1 and 100, not " + first);
    }
    String after = call.getArgument("after");
    String behind = after == null ? null : open(after);
    List<Placed> found =
        sorted.stream()
            .filter(each -> behind == null || follows(each.place(), behind, descending))
            .limit(first + 1L)
            .toList();
    boolean more = found.size() > first;
    List<Placed> page = more ? found.subList(0, first) : found;
    Map<String, @Nullable Object> info = new HashMap<>();
    info.put("hasNextPage", more);
    info.put("hasPreviousPage", after != null);
    info.put("startCursor", page.isEmpty() ? null : close(page.getFirst().place()));
    info.put("endCursor", page.isEmpty() ? null : close(page.getLast().place()));
    return Map.of(
        "pageInfo",
        info,
        "edges",
        page.stream()
            .map(each -> Map.of("cursor", close(each.place()), "node", each.node()))
            .toList());
  }

  private static boolean follows(String place, String behind, boolean descending) {
    int order = place.compareTo(behind);
    return descending ? order < 0 : order > 0;
  }

  private static String close(String place) {
    return Base64.getEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  private static String open(String cursor) {
    try {
      return new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused("Invalid cursor: " + cursor);
    }
  }
}
