package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The entries of an account by their orders, and which orders' entries moved. */
final class AccountEntries {

  private static final Comparator<String> AS_NUMBERS =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final Map<String, Map<String, Entry>> byOrder = new HashMap<>();
  private final Set<String> moved = new LinkedHashSet<>();
  private Instant since = Instant.MIN;

  /** One entry as the vendor gave it; kept as bytes, since there are many and few are asked for. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(Instant at, byte[] json) {
    boolean says(Entry other) {
      return Arrays.equals(json, other.json);
    }
  }

  /** Takes an entry; an order whose entry is another than before has moved, if that is news. */
  synchronized void put(String order, String id, Entry entry, boolean news) {
    var known = byOrder.computeIfAbsent(order, _ -> new TreeMap<>(AS_NUMBERS)).put(id, entry);
    if (news && (known == null || !known.says(entry))) {
      moved.add(order);
    }
  }

  /** The order's entries, oldest first. */
  synchronized List<JsonNode> of(String order) {
    return byOrder.getOrDefault(order, Map.of()).values().stream()
        .map(entry -> Json.lenient(entry.json()))
        .toList();
  }

  /** How far back the account is known whole. */
  synchronized Instant since() {
    return since;
  }

  synchronized void forgetBefore(Instant time) {
    since = time;
    byOrder
        .values()
        .removeIf(
            entries -> entries.values().stream().allMatch(entry -> entry.at().isBefore(time)));
  }

  synchronized List<String> moved(int most) {
    List<String> taken = moved.stream().limit(most).toList();
    taken.forEach(moved::remove);
    return taken;
  }

  synchronized void putBack(Collection<String> orders) {
    List<String> later = new ArrayList<>(moved);
    moved.clear();
    moved.addAll(orders);
    moved.addAll(later);
  }
}
