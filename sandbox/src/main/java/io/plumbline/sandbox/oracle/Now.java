package io.plumbline.sandbox.oracle;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** What all systems say of one order at one moment, and since when. */
final class Now {
  private final String storefront;
  private final String erp;
  private final String warehouse;
  private final String channel;
  private final Predicate<String> anothers;
  private final Map<String, SequencedMap<String, Facts>> records = new HashMap<>();
  private final Map<String, Instant> first = new HashMap<>();
  private final Map<String, Instant> edited = new HashMap<>();
  private Map<String, String> sold = Map.of();

  /** {@code anothers}: whether a number is that of a parcel of another order. */
  Now(OrderHistory order, Predicate<String> anothers) {
    this(
        order.shop().connection(),
        order.erp().connection(),
        order.warehouse().connection(),
        order.channel(),
        anothers);
  }

  Now(String storefront, String erp, String warehouse, String channel, Predicate<String> anothers) {
    this.storefront = storefront;
    this.erp = erp;
    this.warehouse = warehouse;
    this.channel = channel;
    this.anothers = anothers;
  }

  void hear(Saying saying, Side by) {
    first.putIfAbsent(by.connection(), saying.at());
    SequencedMap<String, Facts> there =
        records.computeIfAbsent(by.connection(), _ -> new LinkedHashMap<>());
    saying
        .facts()
        .ifPresentOrElse(
            facts -> there.put(saying.record(), facts), () -> there.remove(saying.record()));
    if (by.connection().equals(storefront)) {
      saying.facts().ifPresent(facts -> remember(facts, saying.at()));
    }
  }

  private void remember(Facts facts, Instant at) {
    Map<String, String> now = facts.compared();
    if (!sold.isEmpty()) {
      now.forEach((field, value) -> {
        if (!value.equals(sold.get(field))) {
          edited.put(field, at);
        }
      });
      sold.keySet().stream()
          .filter(field -> !now.containsKey(field))
          .forEach(field -> edited.put(field, at));
    }
    sold = now;
  }

  String storefront() {
    return storefront;
  }

  String erp() {
    return erp;
  }

  String warehouse() {
    return warehouse;
  }

  String channel() {
    return channel;
  }

  boolean isAnothers(String number) {
    return anothers.test(number);
  }

  Optional<Facts> shop() {
    return of(storefront).stream().findFirst();
  }

  List<Facts> booked() {
    return of(erp);
  }

  List<Facts> picked() {
    return of(warehouse);
  }

  boolean everIn(String connection) {
    return first.containsKey(connection);
  }

  /** Whether the shop changed a field when a system had the order already. */
  boolean editedAfter(String connection, String field) {
    Instant had = first.get(connection);
    Instant changed = edited.get(field);
    return had != null && changed != null && changed.isAfter(had);
  }

  private List<Facts> of(String connection) {
    return List.copyOf(
        Objects.requireNonNullElse(records.get(connection), new LinkedHashMap<String, Facts>())
            .values());
  }
}
