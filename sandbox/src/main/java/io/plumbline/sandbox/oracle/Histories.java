package io.plumbline.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything the two systems remember of a run, read through their control APIs. */
public final class Histories {
  private final String storefront;
  private final String erp;
  private final Pattern ours;
  private final List<Change> sold;
  private final List<Change> booked;
  private final List<JsonNode> writes;

  private Histories(
      String storefront,
      String erp,
      List<Change> sold,
      List<Change> booked,
      List<JsonNode> writes) {
    this.storefront = storefront;
    this.erp = erp;
    this.ours = Pattern.compile(Pattern.quote(storefront) + ":(\\d+)");
    this.sold = sold;
    this.booked = booked;
    this.writes = writes;
  }

  /** Reads both systems to the end. */
  public static Histories read(String storefront, JsonApi shop, String erp, JsonApi books) {
    return new Histories(
        storefront,
        erp,
        pages(shop, "/sandbox/history", Histories::sale),
        pages(books, "/sandbox/history", change -> booking(change, storefront)),
        pages(books, "/sandbox/writes", Function.identity()));
  }

  /** An entry of a history, already read: a day's records in full would not fit into memory. */
  private record Change(Saying saying, String number, String channel, String ours) {}

  private static Change sale(JsonNode change) {
    JsonNode state = change.path("state");
    return new Change(
        saying(change, StorefrontRecord::facts),
        StorefrontRecord.number(state),
        StorefrontRecord.channel(state),
        change.path("id").asText());
  }

  private static Change booking(JsonNode change, String storefront) {
    JsonNode state = change.path("state");
    return new Change(
        saying(change, ErpRecord::facts),
        ErpRecord.number(state),
        "",
        ErpRecord.storefrontId(state, storefront));
  }

  /** One history per order of the storefront. */
  public List<OrderHistory> orders() {
    Map<String, List<Change>> byOrder = byOrder();
    Map<String, String> byNumber = byNumber(byOrder);
    Map<String, List<Change>> records = grouped(booked, change -> owner(change, byNumber));
    Map<String, List<JsonNode>> attempts = grouped(writes, this::target);
    return byOrder.entrySet().stream()
        .map(one ->
            history(
                one.getKey(),
                one.getValue(),
                records.getOrDefault(one.getKey(), List.of()),
                attempts.getOrDefault(one.getKey(), List.of())))
        .toList();
  }

  /** Records that a write of ours made or left in the ERP about no order of the storefront. */
  public List<String> strays() {
    Map<String, List<Change>> byOrder = byOrder();
    Map<String, String> byNumber = byNumber(byOrder);
    return booked.stream()
        .filter(change -> change.saying().actor() == Actor.API)
        .filter(change -> !byOrder.containsKey(owner(change, byNumber)))
        .map(change -> erp + ":" + change.saying().record())
        .distinct()
        .toList();
  }

  private Map<String, List<Change>> byOrder() {
    Map<String, List<Change>> byOrder = new LinkedHashMap<>();
    sold.forEach(change -> add(byOrder, change.ours(), change));
    return byOrder;
  }

  private static Map<String, String> byNumber(Map<String, List<Change>> byOrder) {
    Map<String, String> byNumber = new HashMap<>();
    byOrder.forEach((id, changes) -> byNumber.put(changes.getFirst().number(), id));
    return byNumber;
  }

  /** How many records each system holds at the end. */
  public Map<String, Integer> standing() {
    return Map.of(storefront, standing(sold), erp, standing(booked));
  }

  /** The first write the ERP took at or after a moment, which shows that it is back. */
  public Optional<Instant> firstWriteAfter(Instant moment) {
    return writes.stream()
        .filter(write -> write.path("applied").asBoolean())
        .map(write -> Instant.parse(write.path("receivedAt").asText()))
        .filter(at -> !at.isBefore(moment))
        .min(Comparator.naturalOrder());
  }

  private OrderHistory history(
      String id, List<Change> sales, List<Change> records, List<JsonNode> attempts) {
    return new OrderHistory(
        storefront,
        erp,
        id,
        sales.getFirst().number(),
        sales.getFirst().channel(),
        sales.stream().map(Change::saying).toList(),
        records.stream().map(Change::saying).toList(),
        attempts.stream().map(Histories::write).toList());
  }

  private static Saying saying(JsonNode change, Function<JsonNode, Facts> reader) {
    boolean deleted = change.path("change").asText().equals("deleted");
    return new Saying(
        Instant.parse(change.path("at").asText()),
        change.path("id").asText(),
        Actor.of(change.path("actor").asText()),
        deleted ? Optional.empty() : Optional.of(reader.apply(change.path("state"))));
  }

  private static Write write(JsonNode write) {
    Instant received = Instant.parse(write.path("receivedAt").asText());
    return new Write(
        received,
        write.hasNonNull("effectAt") ? Instant.parse(write.path("effectAt").asText()) : received,
        write.path("method").asText(),
        write.path("path").asText(),
        write.path("answered").asText(),
        write.path("applied").asBoolean(),
        write.hasNonNull("fault"));
  }

  /** Which order a record of the ERP is about: by our external id, else by the order's number. */
  private static String owner(Change record, Map<String, String> byNumber) {
    return record.ours().isEmpty() ? byNumber.getOrDefault(record.number(), "") : record.ours();
  }

  /** A refused write has no reference in the log, but its path names what it was about. */
  private String target(JsonNode write) {
    String path = URLDecoder.decode(write.path("path").asText(), StandardCharsets.UTF_8);
    Matcher named = ours.matcher(write.path("reference").asText() + " " + path);
    return named.find() ? named.group(1) : "";
  }

  private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> key) {
    Map<String, List<T>> groups = new HashMap<>();
    all.forEach(one -> add(groups, key.apply(one), one));
    return groups;
  }

  private static <T> void add(Map<String, List<T>> groups, String key, T value) {
    groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
  }

  private static int standing(List<Change> changes) {
    Map<String, Boolean> alive = new HashMap<>();
    changes.forEach(
        change -> alive.put(change.saying().record(), change.saying().facts().isPresent()));
    return (int) alive.values().stream().filter(Boolean::booleanValue).count();
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
