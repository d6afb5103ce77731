package io.plumbline.order.listing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which orders are asked for.
 *
 * @param after the last order of the page before
 */
public record OrderFilter(
    Optional<String> status,
    Optional<String> connection,
    Optional<Instant> updatedSince,
    Optional<Place> after) {

  /** An order's place in the list. */
  public record Place(Instant updatedAt, String key) {}

  String query() {
    List<String> conditions = new ArrayList<>();
    conditions.add("1 = 1");
    status.ifPresent(_ -> conditions.add("status = :status"));
    // HQL's array_contains casts to varchar[], which PostgreSQL does not compare with text[].
    connection.ifPresent(_ ->
        conditions.add(
            "cast(sql('(? @> array[?]::text[])', connections, :connection) as Boolean) = true"));
    updatedSince.ifPresent(_ -> conditions.add("updatedAt >= :since"));
    after.ifPresent(_ -> conditions.add("(updatedAt, key) < (:at, :key)"));
    return String.join(" and ", conditions);
  }

  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    status.ifPresent(wanted -> parameters.put("status", wanted));
    connection.ifPresent(wanted -> parameters.put("connection", wanted));
    updatedSince.ifPresent(since -> parameters.put("since", since));
    after.ifPresent(place -> {
      parameters.put("at", place.updatedAt());
      parameters.put("key", place.key());
    });
    return parameters;
  }
}
