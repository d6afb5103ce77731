package io.plumbline.sandbox.shopify;

import graphql.GraphqlErrorException;
import graphql.schema.DataFetchingEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pages of a list in the vendor's shape; a cursor names the element that it stands behind. */
final class Connection {
  private static final int MOST = 250;

  private Connection() {}

  /** One page of what is wanted; the cursor's element may be gone, its place is not. */
  static <T> Map<String, Object> page(
      NavigableMap<Place, T> all,
      Predicate<T> wanted,
      Function<T, Map<String, @Nullable Object>> lay,
      DataFetchingEnvironment call) {
    Integer first = call.getArgument("first");
    Integer last = call.getArgument("last");
    if (first == null && last == null) {
      throw error("you must provide one of first or last");
    }
    String after = call.getArgument("after");
    int size = size(first == null ? last : first);
    NavigableMap<Place, T> rest = between(all, after, call);
    NavigableMap<Place, T> walked = first == null ? rest.descendingMap() : rest;
    // One more than asked for tells whether there is more; the others are not looked at.
    List<Map.Entry<Place, T>> found =
        walked.entrySet().stream()
            .filter(each -> wanted.test(each.getValue()))
            .limit(size + 1L)
            .toList();
    boolean more = found.size() > size;
    List<Map.Entry<Place, T>> page = more ? found.subList(0, size) : found;
    return first == null
        ? connection(page.reversed(), lay, more || after != null, false)
        : connection(page, lay, after != null, more);
  }

  private static <T> NavigableMap<Place, T> between(
      NavigableMap<Place, T> all, @Nullable String after, DataFetchingEnvironment call) {
    boolean reverse = Boolean.TRUE.equals(call.getArgument("reverse"));
    NavigableMap<Place, T> rest = reverse ? all.descendingMap() : all;
    String before = call.getArgument("before");
    if (after != null && before != null && crossed(open(after), open(before), reverse)) {
      return Collections.emptyNavigableMap();
    }
    NavigableMap<Place, T> behind = after == null ? rest : rest.tailMap(open(after), false);
    return before == null ? behind : behind.headMap(open(before), false);
  }

  private static boolean crossed(Place after, Place before, boolean reverse) {
    return reverse ? after.compareTo(before) <= 0 : after.compareTo(before) >= 0;
  }

  private static <T> Map<String, Object> connection(
      List<Map.Entry<Place, T>> page,
      Function<T, Map<String, @Nullable Object>> lay,
      boolean previous,
      boolean next) {
    List<Map<String, @Nullable Object>> nodes =
        page.stream().map(each -> lay.apply(each.getValue())).toList();
    List<String> cursors = page.stream().map(each -> close(each.getKey())).toList();
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

  private static String close(Place place) {
    return Base64.getUrlEncoder().encodeToString(place.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Place open(String cursor) {
    try {
      return Place.parse(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
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
