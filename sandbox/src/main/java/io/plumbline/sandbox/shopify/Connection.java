package io.plumbline.sandbox.shopify;

import graphql.GraphqlErrorException;
import graphql.schema.DataFetchingEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of a list in the vendor's shape; a cursor names the element that it stands behind. */
final class Connection {
  private static final int MOST = 250;

  private Connection() {}

  /** One page of sorted elements; the cursor's element may be gone, its place is not. */
  static <T> Map<String, Object> page(
      List<T> sorted,
      Function<T, String> place,
      Function<T, Map<String, @Nullable Object>> lay,
      DataFetchingEnvironment call) {
    Integer first = call.getArgument("first");
    Integer last = call.getArgument("last");
    if (first == null && last == null) {
      throw error("you must provide one of first or last");
    }
    String after = call.getArgument("after");
    String before = call.getArgument("before");
    List<T> rest =
        sorted.stream()
            .filter(each -> after == null || place.apply(each).compareTo(open(after)) > 0)
            .filter(each -> before == null || place.apply(each).compareTo(open(before)) < 0)
            .toList();
    int size = first == null ? size(last) : size(first);
    int from = first == null ? Math.max(0, rest.size() - size) : 0;
    int to = Math.min(rest.size(), from + size);
    return connection(
        rest.subList(from, to), place, lay, from > 0 || after != null, to < rest.size());
  }

  private static <T> Map<String, Object> connection(
      List<T> page,
      Function<T, String> place,
      Function<T, Map<String, @Nullable Object>> lay,
      boolean previous,
      boolean next) {
    List<Map<String, @Nullable Object>> nodes = page.stream().map(lay).toList();
    List<String> cursors = page.stream().map(place).map(Connection::close).toList();
    Map<String, @Nullable Object> info = new HashMap<>();
    info.put("hasNextPage", next);
    info.put("hasPreviousPage", previous);
    info.put("startCursor", cursors.isEmpty() ? null : cursors.getFirst());
    info.put("endCursor", cursors.isEmpty() ? null : cursors.getLast());
    List<Map<String, Object>> edges =
        java.util.stream.IntStream.range(0, page.size())
            .mapToObj(i -> Map.<String, Object>of("cursor", cursors.get(i), "node", nodes.get(i)))
            .toList();
    return Map.of("nodes", nodes, "edges", edges, "pageInfo", info);
  }

  private static int size(@Nullable Integer asked) {
    if (asked == null || asked < 0 || asked > MOST) {
      throw error("first and last lie between 0 and " + MOST + ", not " + asked);
    }
    return asked;
  }

  private static String close(String place) {
    return Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  private static String open(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw error("Invalid cursor for current pagination sort.");
    }
  }

  static GraphqlErrorException error(String message) {
    return GraphqlErrorException.newErrorException()
        .message(message)
        .extensions(Map.of("code", "BAD_REQUEST"))
        .build();
  }
}
