package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.http.VendorError;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.util.ArrayList;
import java.util.List;

/** Looks at what was shipped of an order and what is to be, and writes what was decided. */
final class ShippingDesk {

  private static final int ITEMS = 30;
  private static final int ITEMS_ALONE = 100;

  private final String connection;
  private final ShopifyGraph graph;
  private final WholeShipments shipments;
  private final boolean notify;

  ShippingDesk(ShopifyGraph graph, WholeShipments shipments, Settings settings) {
    this.connection = settings.connection().name();
    this.graph = graph;
    this.shipments = shipments;
    this.notify = settings.yes("fulfilment-notifies", true);
  }

  /** An order as it is now. */
  record Looked(List<ShopifyFulfilment> shipped, ToShip toShip) {}

  Looked look(String number) {
    var order = page(number, Json.object());
    shipments.complete(order);
    var asked = new ArrayList<JsonNode>();
    var page = order.path("fulfillmentOrders");
    page.path("nodes").forEach(asked::add);
    for (var after = ShopifyGraph.next(page); after.isPresent(); ) {
      page = page(number, Json.object().put("after", after.get())).path("fulfillmentOrders");
      page.path("nodes").forEach(asked::add);
      after = ShopifyGraph.next(page);
    }
    asked.forEach(this::complete);
    return new Looked(ShopifyFulfilment.in(order), ToShip.in(asked));
  }

  private ObjectNode page(String number, ObjectNode variables) {
    shipments.asked(variables).put("id", ShopifyIds.orderGid(number)).put("lines", ITEMS);
    return graph.ask(FulfilmentDocuments.TO_SHIP, variables).path("order")
            instanceof ObjectNode order
        ? order
        : gone(number);
  }

  private ObjectNode gone(String number) {
    throw new CallFailed(
        Kind.REJECTED, "%s: there is no order %s any more.".formatted(connection, number));
  }

  private void complete(JsonNode fulfilmentOrder) {
    var list = fulfilmentOrder.path("lineItems");
    if (!(list.path("nodes") instanceof ArrayNode items)) {
      return;
    }
    for (var after = ShopifyGraph.next(list); after.isPresent(); ) {
      var variables =
          Json.object()
              .put("id", fulfilmentOrder.path("id").asText())
              .put("lines", ITEMS_ALONE)
              .put("after", after.get());
      var more =
          graph
              .ask(FulfilmentDocuments.MORE_TO_SHIP, variables)
              .path("fulfillmentOrder")
              .path("lineItems");
      more.path("nodes").forEach(items::add);
      after = ShopifyGraph.next(more);
    }
  }

  /** Makes one fulfilment. */
  void ship(ToShip.Taken taken, JsonNode tracking) {
    var variables = Json.object();
    var input = variables.putObject("fulfillment").put("notifyCustomer", notify);
    input.set("lineItemsByFulfillmentOrder", taken.asked());
    if (!tracking.isEmpty()) {
      input.set("trackingInfo", tracking);
    }
    accepted(graph.change(FulfilmentDocuments.CREATE, variables).path("fulfillmentCreate"), "ship");
  }

  void track(ShopifyFulfilment made, JsonNode tracking) {
    var variables =
        Json.object()
            .put("fulfillmentId", "gid://shopify/Fulfillment/" + made.id())
            .put("notifyCustomer", notify);
    variables.set("trackingInfoInput", tracking);
    var answer = graph.change(FulfilmentDocuments.TRACK, variables);
    accepted(answer.path("fulfillmentTrackingInfoUpdate"), "change tracking");
  }

  void cancel(ShopifyFulfilment made) {
    var variables = Json.object().put("id", "gid://shopify/Fulfillment/" + made.id());
    var answer = graph.change(FulfilmentDocuments.CANCEL, variables);
    accepted(answer.path("fulfillmentCancel"), "take back a shipment");
  }

  private void accepted(JsonNode payload, String what) {
    var errors = payload.path("userErrors");
    if (!errors.isEmpty()) {
      var error = VendorError.in(Json.object().set("errors", errors));
      throw new CallFailed(
              Kind.REJECTED,
              "%s: Shopify refused to %s:%s.".formatted(connection, what, error.told()))
          .quoting(error.quoted());
    }
  }

  String connection() {
    return connection;
  }
}
