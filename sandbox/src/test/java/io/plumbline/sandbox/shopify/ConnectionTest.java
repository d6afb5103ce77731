package io.plumbline.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.GraphqlErrorException;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  @Test
  void pagesForwardsThroughEverythingOnce() {
    assertThat(walked(Map.of("first", 4), "after", "endCursor", "hasNextPage"))
        .containsExactlyElementsOf(ascending());
  }

  @Test
  void pagesForwardsThroughTheReverse() {
    assertThat(walked(Map.of("first", 4, "reverse", true), "after", "endCursor", "hasNextPage"))
        .containsExactlyElementsOf(ascending().reversed());
  }

  @Test
  void pagesBackwardsFromTheEnd() {
    Map<String, Object> end = page(thousand(), _ -> true, Map.of("last", 2));
    Map<String, Object> before =
        page(thousand(), _ -> true, Map.of("last", 2, "before", info(end).get("startCursor")));

    assertThat(numbers(end)).containsExactly(998, 999);
    assertThat(numbers(before)).containsExactly(996, 997);
    assertThat(info(before)).containsEntry("hasPreviousPage", true);
  }

  @Test
  @DisplayName("A page of a long list looks at one element more than it shows, not at the list")
  void looksAtNoMoreThanAPage() {
    AtomicInteger looks = new AtomicInteger();
    Predicate<Integer> counting = each -> looks.incrementAndGet() > 0;
    String cursor =
        String.valueOf(info(page(thousand(), _ -> true, Map.of("first", 250))).get("endCursor"));

    Map<String, Object> page = page(thousand(), counting, Map.of("first", 10, "after", cursor));

    assertThat(numbers(page)).startsWith(250).hasSize(10);
    assertThat(looks).hasValue(11);
  }

  @Test
  void leavesOutWhatIsNotWanted() {
    Map<String, Object> page = page(thousand(), each -> each % 2 == 0, Map.of("first", 3));

    assertThat(numbers(page)).containsExactly(0, 2, 4);
    assertThat(info(page)).containsEntry("hasNextPage", true);
  }

  @Test
  void theLastPageHasNoNext() {
    Map<String, Object> page = page(thousand(), each -> each > 997, Map.of("first", 2));

    assertThat(numbers(page)).containsExactly(998, 999);
    assertThat(info(page)).containsEntry("hasNextPage", false);
  }

  @Test
  void nothingLiesBetweenCursorsThatCross() {
    Object early = info(page(thousand(), _ -> true, Map.of("first", 1))).get("endCursor");
    Object late = info(page(thousand(), _ -> true, Map.of("first", 9))).get("endCursor");

    assertThat(
            numbers(
                page(thousand(), _ -> true, Map.of("first", 5, "after", late, "before", early))))
        .isEmpty();
  }

  @Test
  void refusesACursorThatIsNone() {
    assertThatThrownBy(() -> page(thousand(), _ -> true, Map.of("first", 5, "after", "nonsense")))
        .isInstanceOf(GraphqlErrorException.class);
  }

  /** Every element that following the cursor shows, of a list of 10. */
  private static List<Integer> walked(
      Map<String, Object> arguments, String cursor, String next, String more) {
    List<Integer> seen = new ArrayList<>();
    Map<String, Object> asked = new HashMap<>(arguments);
    Map<String, Object> page;
    do {
      page = page(list(10), _ -> true, asked);
      seen.addAll(numbers(page));
      asked.put(cursor, info(page).get(next));
    } while (Boolean.TRUE.equals(info(page).get(more)));
    return seen;
  }

  private static List<Integer> ascending() {
    return list(10).values().stream().toList();
  }

  private static NavigableMap<Place, Integer> thousand() {
    return list(1_000);
  }

  /** Three to each value, so that only the id decides among them. */
  private static NavigableMap<Place, Integer> list(int size) {
    NavigableMap<Place, Integer> list = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      list.put(new Place(i / 3, i), i);
    }
    return list;
  }

  private static Map<String, Object> page(
      NavigableMap<Place, Integer> all, Predicate<Integer> wanted, Map<String, Object> arguments) {
    DataFetchingEnvironment call =
        DataFetchingEnvironmentImpl.newDataFetchingEnvironment().arguments(arguments).build();
    return Connection.page(all, wanted, each -> Map.of("n", each), call);
  }

  private static List<Integer> numbers(Map<String, Object> page) {
    return ((List<?>) page.getOrDefault("nodes", List.of()))
        .stream().map(node -> (Integer) ((Map<?, ?>) node).get("n")).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> info(Map<String, Object> page) {
    return (Map<String, Object>) page.getOrDefault("pageInfo", Map.of());
  }
}
