package io.plumbline.sandbox.shopify;

import static java.util.Objects.requireNonNull;

import io.plumbline.sandbox.shopify.Fulfilment.Part;
import io.plumbline.sandbox.shopify.Fulfilment.Tracking;
import io.plumbline.sandbox.shopify.FulfilmentOrder.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays out what is to be shipped of an order, and what was, under the names of the schema.
 *
 * @param lines the order's lines by id, laid out
 */
record GraphqlFulfilment(ShopOrder order, Map<Long, Map<String, @Nullable Object>> lines) {

  Map<String, @Nullable Object> asked(FulfilmentOrder asked) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "FulfillmentOrder");
    map.put("id", Gid.of("FulfillmentOrder", asked.id()));
    map.put("orderId", Gid.order(order.id()));
    map.put("orderName", order.name());
    map.put("status", FulfilmentOrderStatus.of(asked, order).name());
    map.put("requestStatus", "UNSUBMITTED");
    map.put("createdAt", order.dates().created().toString());
    map.put("updatedAt", order.dates().updated().toString());
    map.put("assignedLocation", Map.of("name", asked.location(), "countryCode", "GB"));
    map.put("lineItems", asked.items().stream().map(this::item).toList());
    return map;
  }

  Map<String, @Nullable Object> made(Fulfilment made) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "Fulfillment");
    map.put("id", Gid.of("Fulfillment", made.id()));
    map.put("legacyResourceId", String.valueOf(made.id()));
    map.put("name", made.name());
    map.put("status", made.cancelled() ? "CANCELLED" : "SUCCESS");
    map.put("displayStatus", made.cancelled() ? "CANCELED" : "FULFILLED");
    map.put("createdAt", made.created().toString());
    map.put("updatedAt", made.updated().toString());
    map.put("totalQuantity", made.parts().stream().mapToInt(Part::quantity).sum());
    map.put("trackingInfo", tracking(made.tracking()));
    map.put("fulfillmentLineItems", made.parts().stream().map(this::part).toList());
    return map;
  }

  private Map<String, @Nullable Object> item(Item item) {
    boolean closed = order.cancelled();
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "FulfillmentOrderLineItem");
    map.put("id", Gid.of("FulfillmentOrderLineItem", item.id()));
    map.put("totalQuantity", closed ? 0 : item.total());
    map.put("remainingQuantity", closed ? 0 : order.dispatch().remaining(item));
    map.put("lineItem", line(item.line()));
    return map;
  }

  private Map<String, @Nullable Object> part(Part part) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "FulfillmentLineItem");
    map.put("id", Gid.of("FulfillmentLineItem", part.id()));
    map.put("quantity", part.quantity());
    map.put("lineItem", line(part.line()));
    return map;
  }

  private Map<String, @Nullable Object> line(long id) {
    return requireNonNull(lines.get(id));
  }

  /** One entry a parcel; a company without a number is an entry of its own. */
  private static List<Map<String, @Nullable Object>> tracking(Tracking tracking) {
    List<Map<String, @Nullable Object>> parcels = new ArrayList<>();
    int entries = Math.max(tracking.numbers().size(), tracking.company() == null ? 0 : 1);
    for (int i = 0; i < entries; i++) {
      Map<String, @Nullable Object> parcel = new HashMap<>();
      parcel.put("company", tracking.company());
      parcel.put("number", at(tracking.numbers(), i));
      parcel.put("url", at(tracking.urls(), i));
      parcels.add(parcel);
    }
    return parcels;
  }

  private static @Nullable String at(List<String> texts, int i) {
    return i < texts.size() ? texts.get(i) : null;
  }
}
