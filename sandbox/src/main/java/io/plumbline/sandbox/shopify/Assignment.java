package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.shopify.FulfilmentOrder.Item;
import io.plumbline.sandbox.shopify.ShopOrder.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which location ships what: as ordered at first, and following every edit. */
record Assignment(Ids ids) {
  private static final String MAIN = "Main warehouse";

  /** As the buyer's lines name their location, or locations with quantities; else the main one. */
  List<FulfilmentOrder> atCheckout(List<Line> lines, JsonNode json) {
    Map<String, List<Item>> items = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      JsonNode location = json.path(i).path("location");
      if (location.isObject()) {
        location
            .properties()
            .forEach(
                share -> add(items, share.getKey(), item(line.id(), share.getValue().asInt())));
      } else {
        add(items, location.asText(MAIN), item(line.id(), line.current()));
      }
    }
    List<FulfilmentOrder> orders = new ArrayList<>();
    items.forEach((location, held) ->
        orders.add(new FulfilmentOrder(ids.nextFulfilmentOrder(), location, false, held)));
    return orders;
  }

  /** The order with as much assigned as it has, or had when it was shipped. */
  ShopOrder settled(ShopOrder order) {
    Dispatch dispatch = order.dispatch();
    for (Line line : order.lines()) {
      int due = Math.max(order.due(line), dispatch.shipped(line.id()));
      int more = due - assigned(dispatch, line.id());
      if (more > 0) {
        dispatch = added(dispatch, line.id(), more);
      } else if (more < 0) {
        dispatch = taken(dispatch, line.id(), -more);
      }
    }
    return dispatch.equals(order.dispatch()) ? order : order.with(dispatch);
  }

  private Dispatch added(Dispatch dispatch, long line, int more) {
    for (FulfilmentOrder order : dispatch.orders()) {
      for (Item item : order.items()) {
        if (item.line() == line) {
          return dispatch.with(with(order, item.with(item.total() + more)));
        }
      }
    }
    List<FulfilmentOrder> orders = new ArrayList<>(dispatch.orders());
    FulfilmentOrder first = orders.getFirst();
    List<Item> items = new ArrayList<>(first.items());
    items.add(item(line, more));
    orders.set(0, first.with(items));
    return dispatch.withOrders(orders);
  }

  private static Dispatch taken(Dispatch before, long line, int fewer) {
    Dispatch dispatch = before;
    int left = fewer;
    for (FulfilmentOrder order : before.orders().reversed()) {
      FulfilmentOrder now = order;
      for (Item item : order.items()) {
        if (item.line() == line) {
          int taken = Math.min(left, before.remaining(item));
          now = with(now, item.with(item.total() - taken));
          left -= taken;
        }
      }
      dispatch = dispatch.with(now);
    }
    return dispatch;
  }

  private static FulfilmentOrder with(FulfilmentOrder order, Item now) {
    return order.with(
        order.items().stream().map(each -> each.id() == now.id() ? now : each).toList());
  }

  private static int assigned(Dispatch dispatch, long line) {
    return dispatch.orders().stream()
        .flatMap(order -> order.items().stream())
        .filter(item -> item.line() == line)
        .mapToInt(Item::total)
        .sum();
  }

  private Item item(long line, int total) {
    return new Item(ids.nextFulfilmentOrder(), line, total);
  }

  private static void add(Map<String, List<Item>> items, String location, Item item) {
    items.computeIfAbsent(location, _ -> new ArrayList<>()).add(item);
  }
}
