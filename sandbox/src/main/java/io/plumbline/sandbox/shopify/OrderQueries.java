package io.plumbline.sandbox.shopify;

import graphql.schema.DataFetchingEnvironment;
import io.plumbline.sandbox.shopify.Shelves.SortKey;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reads of the Admin API. */
record OrderQueries(Storefront storefront, Shop shop) {

  @Nullable Object order(DataFetchingEnvironment call) {
    return byGid(text(call, "id"));
  }

  @Nullable Object fulfilment(DataFetchingEnvironment call) {
    return fulfilment(text(call, "id")).orElse(null);
  }

  @Nullable Object fulfilmentOrder(DataFetchingEnvironment call) {
    String gid = text(call, "id");
    return Gid.number("FulfillmentOrder", gid).stream()
        .mapToObj(id -> id)
        .flatMap(id ->
            storefront.owner(id).stream()
                .flatMap(order ->
                    order.dispatch().order(id).stream()
                        .map(asked -> GraphqlOrder.fulfilmentOrder(order, asked))))
        .findFirst()
        .orElse(null);
  }

  @Nullable Object refund(DataFetchingEnvironment call) {
    return Gid.number("Refund", text(call, "id")).stream()
        .mapToObj(id -> id)
        .flatMap(id ->
            storefront.owner(id).stream().flatMap(order -> GraphqlOrder.refund(order, id).stream()))
        .findFirst()
        .orElse(null);
  }

  @Nullable Object node(DataFetchingEnvironment call) {
    return anyByGid(text(call, "id"));
  }

  private @Nullable Object anyByGid(String gid) {
    Object order = byGid(gid);
    return order == null ? fulfilment(gid).orElse(null) : order;
  }

  private Optional<Map<String, @Nullable Object>> fulfilment(String gid) {
    return Gid.number("Fulfillment", gid).stream()
        .mapToObj(id -> id)
        .flatMap(id ->
            storefront.owner(id).stream()
                .flatMap(order ->
                    order.dispatch().fulfilment(id).stream()
                        .map(made -> GraphqlOrder.fulfilment(order, made))))
        .findFirst();
  }

  Object nodes(DataFetchingEnvironment call) {
    List<String> ids = call.getArgumentOrDefault("ids", List.of());
    java.util.ArrayList<@Nullable Object> nodes = new java.util.ArrayList<>();
    ids.forEach(id -> nodes.add(anyByGid(id)));
    return nodes;
  }

  Object orders(DataFetchingEnvironment call) {
    SortKey key = SortKey.of(call.getArgumentOrDefault("sortKey", ""));
    String query = call.getArgument("query");
    return storefront.alone(shelves ->
        Connection.page(
            inReach(shelves.by(key), key, call), OrderSearch.of(query), GraphqlOrder::of, call));
  }

  /** What was changed before the time that is searched from stands before it on the shelf. */
  private static NavigableMap<Place, ShopOrder> inReach(
      NavigableMap<Place, ShopOrder> shelf, SortKey key, DataFetchingEnvironment call) {
    boolean midway = call.getArgument("after") != null || call.getArgument("before") != null;
    if (key != SortKey.UPDATED_AT || midway) {
      return shelf;
    }
    return OrderSearch.updatedFrom(call.getArgument("query"))
        .map(from -> shelf.tailMap(new Place(from.toEpochMilli(), Long.MIN_VALUE), true))
        .orElse(shelf);
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
        .flatMap(Optional::stream)
        .map(GraphqlOrder::of)
        .findFirst()
        .orElse(null);
  }

  private static String text(DataFetchingEnvironment call, String argument) {
    return call.getArgumentOrDefault(argument, "");
  }
}
