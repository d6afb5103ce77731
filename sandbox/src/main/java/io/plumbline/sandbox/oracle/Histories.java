package io.plumbline.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything the systems remember of a run, read through their control APIs. */
public final class Histories {
  private final List<Memory> shops;
  private final Memory erp;
  private final Memory warehouse;
  private final Map<String, List<Change>> bySale = new LinkedHashMap<>();
  private final Map<String, String> byNumber = new HashMap<>();

  /** A vendor's control API, under the name of its connection. */
  public record Source(String connection, JsonApi api) {}

  /** All that one system remembers. */
  private record Memory(String connection, List<Change> changes, List<Attempt> attempts) {

    int standing() {
      Map<String, Boolean> alive = new HashMap<>();
      changes.forEach(
          change -> alive.put(change.saying().record(), change.saying().facts().isPresent()));
      return (int) alive.values().stream().filter(Boolean::booleanValue).count();
    }
  }

  /** An entry of a history, already read: a day's records in full would not fit into memory. */
  private record Change(Saying saying, String sale, String number, String channel) {}

  /** A write, by whatever of it names an order: our reference, or the vendor's id. */
  private record Attempt(Write write, String about) {}

  private Histories(List<Memory> shops, Memory erp, Memory warehouse) {
    this.shops = shops;
    this.erp = erp;
    this.warehouse = warehouse;
    for (Memory shop : shops) {
      shop.changes()
          .forEach(
              change -> bySale.computeIfAbsent(change.sale(), _ -> new ArrayList<>()).add(change));
    }
    bySale.forEach((sale, changes) -> byNumber.put(changes.getFirst().number(), sale));
  }

  /** Reads all systems to the end. */
  public static Histories read(List<Source> shops, Source erp, Source warehouse) {
    return new Histories(
        shops.stream()
            .map(shop -> memory(shop, change -> sale(shop.connection(), change)))
            .toList(),
        memory(erp, Histories::booking),
        memory(warehouse, Histories::picking));
  }

  private static Memory memory(Source source, Function<JsonNode, Change> reader) {
    return new Memory(
        source.connection(),
        pages(source.api(), "/sandbox/history", reader),
        pages(source.api(), "/sandbox/writes", Histories::attempt));
  }

  private static Change sale(String connection, JsonNode change) {
    JsonNode state = change.path("state");
    return new Change(
        saying(change, StorefrontRecord::facts),
        connection + ":" + change.path("id").asText(),
        StorefrontRecord.number(state),
        StorefrontRecord.channel(state));
  }

  private static Change booking(JsonNode change) {
    JsonNode state = change.path("state");
    return new Change(
        saying(change, ErpRecord::facts), ErpRecord.reference(state), ErpRecord.number(state), "");
  }

  private static Change picking(JsonNode change) {
    JsonNode state = change.path("state");
    return new Change(
        saying(change, WmsRecord::facts), WmsRecord.reference(state), WmsRecord.number(state), "");
  }

  /** One history per order of a storefront. */
  public List<OrderHistory> orders() {
    Map<String, Side> booked = sides(erp);
    Map<String, Side> picked = sides(warehouse);
    List<OrderHistory> orders = new ArrayList<>();
    for (Memory shop : shops) {
      Map<String, Side> sold = sides(shop);
      sold.forEach((sale, side) -> {
        Change first = Objects.requireNonNull(bySale.get(sale)).getFirst();
        orders.add(
            new OrderHistory(
                first.saying().record(),
                first.number(),
                first.channel(),
                side,
                booked.getOrDefault(sale, new Side(erp.connection(), List.of(), List.of())),
                picked.getOrDefault(sale, new Side(warehouse.connection(), List.of(), List.of()))));
      });
    }
    return orders;
  }

  /** What one system remembers of each sale. */
  private Map<String, Side> sides(Memory memory) {
    Map<String, List<Saying>> sayings = new LinkedHashMap<>();
    Map<String, String> byRecord = new HashMap<>();
    memory
        .changes()
        .forEach(change -> {
          String owner = owner(change);
          byRecord.put(change.saying().record(), owner);
          sayings.computeIfAbsent(owner, _ -> new ArrayList<>()).add(change.saying());
        });
    Map<String, List<Write>> writes = new HashMap<>();
    memory
        .attempts()
        .forEach(attempt ->
            writes
                .computeIfAbsent(target(attempt.about(), byRecord), _ -> new ArrayList<>())
                .add(attempt.write()));
    Map<String, Side> sides = new LinkedHashMap<>();
    Stream.concat(sayings.keySet().stream(), writes.keySet().stream())
        .filter(bySale::containsKey)
        .forEach(sale ->
            sides.put(
                sale,
                new Side(
                    memory.connection(),
                    sayings.getOrDefault(sale, List.of()),
                    writes.getOrDefault(sale, List.of()))));
    return sides;
  }

  /** Records that a write of ours made or left somewhere about no order of a storefront. */
  public List<String> strays() {
    return Stream.of(erp, warehouse)
        .flatMap(memory ->
            memory.changes().stream()
                .filter(change -> change.saying().actor() == Actor.API)
                .filter(change -> !bySale.containsKey(owner(change)))
                .map(change -> memory.connection() + ":" + change.saying().record())
                .distinct())
        .toList();
  }

  /** How many records each system holds at the end. */
  public Map<String, Integer> standing() {
    Map<String, Integer> standing = new TreeMap<>();
    memories().forEach(memory -> standing.put(memory.connection(), memory.standing()));
    return standing;
  }

  /** The first write a system took at or after a moment, which shows that it is back. */
  public Optional<Instant> firstWriteAfter(String connection, Instant moment) {
    return memories()
        .filter(memory -> memory.connection().equals(connection))
        .flatMap(memory -> memory.attempts().stream())
        .map(Attempt::write)
        .filter(Write::applied)
        .map(Write::receivedAt)
        .filter(at -> !at.isBefore(moment))
        .min(Comparator.naturalOrder());
  }

  private Stream<Memory> memories() {
    return Stream.concat(shops.stream(), Stream.of(erp, warehouse));
  }

  private static Saying saying(JsonNode change, Function<JsonNode, Facts> reader) {
    boolean deleted = change.path("change").asText().equals("deleted");
    return new Saying(
        Instant.parse(change.path("at").asText()),
        change.path("id").asText(),
        Actor.of(change.path("actor").asText()),
        deleted ? Optional.empty() : Optional.of(reader.apply(change.path("state"))));
  }

  private static Attempt attempt(JsonNode write) {
    Instant received = Instant.parse(write.path("receivedAt").asText());
    return new Attempt(
        new Write(
            received,
            write.hasNonNull("effectAt")
                ? Instant.parse(write.path("effectAt").asText())
                : received,
            write.path("method").asText(),
            write.path("path").asText(),
            write.path("answered").asText(),
            write.path("error").asText(""),
            write.path("applied").asBoolean(),
            write.hasNonNull("fault")),
        Target.about(write.path("reference").asText(""), write.path("path").asText()));
  }

  /** Which order a record is about: by our name of it, else by the order's number. */
  private String owner(Change record) {
    return record.sale().isEmpty() ? byNumber.getOrDefault(record.number(), "") : record.sale();
  }

  private String target(String about, Map<String, String> byRecord) {
    return Target.sale(about, bySale.keySet(), byRecord);
  }

  private static <T> List<T> pages(JsonApi api, String path, Function<JsonNode, T> reader) {
    List<T> all = new ArrayList<>();
    String since = "0";
    while (true) {
      JsonNode page = api.get(path + "?since=" + since);
      if (page.path("items").isEmpty()) {
        return all;
      }
      page.path("items").forEach(item -> all.add(reader.apply(item)));
      since = page.path("next").asText();
    }
  }
}
