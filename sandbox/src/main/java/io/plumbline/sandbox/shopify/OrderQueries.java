package io.plumbline.sandbox.shopify;

import graphql.schema.DataFetchingEnvironment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reads of the Admin API. */
record OrderQueries(Storefront storefront, Shop shop) {

  @Nullable Object order(DataFetchingEnvironment call) {
    return byGid(text(call, "id"));
  }

  @Nullable Object node(DataFetchingEnvironment call) {
    return byGid(text(call, "id"));
  }

  Object nodes(DataFetchingEnvironment call) {
    List<String> ids = call.getArgumentOrDefault("ids", List.of());
    java.util.ArrayList<@Nullable Object> nodes = new java.util.ArrayList<>();
    ids.forEach(id -> nodes.add(byGid(id)));
    return nodes;
  }

  Object orders(DataFetchingEnvironment call) {
    Function<ShopOrder, String> place = place(call.getArgumentOrDefault("sortKey", ""));
    String query = call.getArgument("query");
    boolean reverse = Boolean.TRUE.equals(call.getArgument("reverse"));
    List<ShopOrder> found =
        storefront.all().stream()
            .filter(OrderSearch.of(query))
            .sorted(Comparator.comparing(place))
            .toList();
    return reverse
        ? Connection.page(
            found.reversed(), order -> inverted(place.apply(order)), GraphqlOrder::of, call)
        : Connection.page(found, place, GraphqlOrder::of, call);
  }

  Object count(DataFetchingEnvironment call) {
    String query = call.getArgument("query");
    int limit = call.getArgumentOrDefault("limit", 10_000);
    long count = storefront.all().stream().filter(OrderSearch.of(query)).limit(limit).count();
    return Map.of("count", (int) count, "precision", count < limit ? "EXACT" : "AT_LEAST");
  }

  Object shop(DataFetchingEnvironment call) {
    return Map.of(
        "id", "gid://shopify/Shop/1",
        "name", shop.connection(),
        "myshopifyDomain", shop.domain(),
        "currencyCode", "GBP",
        "ianaTimezone", shop.zone().getId());
  }

  private @Nullable Object byGid(String gid) {
    return Gid.orderId(gid).stream()
        .mapToObj(storefront::find)
        .flatMap(java.util.Optional::stream)
        .map(GraphqlOrder::of)
        .findFirst()
        .orElse(null);
  }

  /** The sort value and the id as text that sorts the same way: ties never hide an order. */
  private static Function<ShopOrder, String> place(String sortKey) {
    Function<ShopOrder, Long> value =
        switch (sortKey) {
          case "UPDATED_AT" -> order -> order.dates().updated().toEpochMilli();
          case "CREATED_AT" -> order -> order.dates().created().toEpochMilli();
          case "ID" -> ShopOrder::id;
          case "ORDER_NUMBER" -> order -> (long) order.number();
          default -> order -> order.dates().placed().toEpochMilli();
        };
    return order -> "%019d|%019d".formatted(value.apply(order), order.id());
  }

  /** Digits turned round, so that descending pages ascend. */
  private static String inverted(String place) {
    StringBuilder inverted = new StringBuilder(place.length());
    place.chars().forEach(c -> inverted.append(c == '|' ? '|' : (char) ('9' - (c - '0'))));
    return inverted.toString();
  }

  private static String text(DataFetchingEnvironment call, String argument) {
    return call.getArgumentOrDefault(argument, "");
  }
}
