package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shopify.Fulfilling.Asked;
import io.plumbline.sandbox.shopify.Fulfilment.Tracking;
import io.plumbline.sandbox.shopify.FulfilmentOrder.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the shop's staff do about shipping in their admin: whole orders, parts, tracking, holds. */
record ByHand(JsonNode json, Ids ids, Instant now) {

  /** The lines named, by id or SKU, or whatever remains; one fulfilment for each location. */
  ShopOrder fulfil(ShopOrder before) {
    ShopOrder order = before;
    Map<Long, Integer> wanted = wanted(order);
    for (FulfilmentOrder from : before.dispatch().orders()) {
      Map<Long, Integer> quantities = taken(before, from, wanted);
      if (!quantities.isEmpty()) {
        Asked asked = new Asked(from.id(), quantities);
        order = new Fulfilling(order, ids, now).create(List.of(asked), tracking());
      }
    }
    if (wanted.values().stream().anyMatch(left -> left > 0) && json.path("lines").isArray()) {
      throw new Refused(List.of("lines"), "more than remains to be shipped: " + json);
    }
    return order;
  }

  /** New tracking for the fulfilment named, or for the newest. */
  ShopOrder track(ShopOrder order) {
    return order.with(order.dispatch().with(named(order).tracked(tracking(), now)));
  }

  ShopOrder cancel(ShopOrder order) {
    return order.with(order.dispatch().with(named(order).cancelledAt(now)));
  }

  ShopOrder hold(ShopOrder order) {
    return held(order, true);
  }

  ShopOrder release(ShopOrder order) {
    return held(order, false);
  }

  private ShopOrder held(ShopOrder order, boolean held) {
    return order.with(
        order
            .dispatch()
            .withOrders(order.dispatch().orders().stream().map(each -> each.held(held)).toList()));
  }

  private Map<Long, Integer> wanted(ShopOrder order) {
    Map<Long, Integer> wanted = new LinkedHashMap<>();
    for (ShopOrder.Line line : order.lines()) {
      if (!json.path("lines").isArray()) {
        wanted.put(line.id(), order.unfulfilled(line));
      }
      for (JsonNode each : json.path("lines")) {
        if (OrderEdit.names(each, line)) {
          wanted.put(line.id(), each.path("quantity").asInt());
        }
      }
    }
    return wanted;
  }

  /** What that location has of it; taken off what is wanted. */
  private static Map<Long, Integer> taken(
      ShopOrder order, FulfilmentOrder from, Map<Long, Integer> wanted) {
    Map<Long, Integer> quantities = new LinkedHashMap<>();
    for (Item item : from.items()) {
      int left = wanted.getOrDefault(item.line(), 0);
      int units = Math.min(left, order.dispatch().remaining(item));
      if (units > 0) {
        quantities.put(item.id(), units);
        wanted.put(item.line(), left - units);
      }
    }
    return quantities;
  }

  private Fulfilment named(ShopOrder order) {
    List<Fulfilment> living = order.dispatch().living().toList();
    if (living.isEmpty()) {
      throw new Refused(List.of("fulfilment"), "nothing was shipped of " + order.name());
    }
    return Json.text(json, "fulfilment")
        .map(id ->
            order
                .dispatch()
                .fulfilment(Long.parseLong(id))
                .orElseThrow(() -> new Refused(List.of("fulfilment"), "no such fulfilment: " + id)))
        .orElse(living.getLast());
  }

  private Tracking tracking() {
    JsonNode given = json.path("tracking");
    List<String> numbers = new ArrayList<>();
    given.path("numbers").forEach(number -> numbers.add(number.asText()));
    Json.text(given, "number").ifPresent(numbers::add);
    List<String> urls = Json.text(given, "url").stream().toList();
    return new Tracking(Json.text(given, "company").orElse(null), numbers, urls);
  }
}
