package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;

/** Reads what of an order's shipments did not fit into the answer that brought the order. */
final class WholeShipments {

  private static final int MOST = 250;

  /** Below the vendor's cap of 1,000 points for one query, with room for what is around it. */
  private static final int POINTS = 900;

  private final ShopifyGraph graph;
  private final int shipments;
  private final int lines;
  private final int linesAlone;

  WholeShipments(ShopifyGraph graph, Settings settings) {
    this.graph = graph;
    this.shipments = settings.number("shipment-page-size", 2, 1, MOST);
    this.lines = settings.number("shipment-line-page-size", 10, 1, MOST);
    this.linesAlone = settings.number("line-page-size-alone", 100, 1, MOST);
  }

  /** The variables of every document that asks for an order's shipments. */
  ObjectNode asked(ObjectNode variables) {
    return variables.put("shipments", shipments).put("shippedLines", lines);
  }

  void complete(ObjectNode order) {
    var count = order.path("fulfillmentsCount").path("count").asInt();
    if (order.path("fulfillments").size() < count) {
      order.set("fulfillments", all(order, count));
    }
    for (var made : order.path("fulfillments")) {
      if (made.path("fulfillmentLineItems") instanceof ObjectNode list) {
        complete(made.path("id").asText(), list);
      }
    }
    order.remove("fulfillmentsCount");
  }

  private JsonNode all(ObjectNode order, int count) {
    var variables =
        Json.object()
            .put("id", order.path("id").asText())
            .put("shipments", Math.min(count, MOST))
            .put("shippedLines", Math.clamp((POINTS / count - 3) / 2, 1, linesAlone));
    var same =
        ShopifyGraph.data(graph.orders(FulfilmentDocuments.ALL_SHIPMENTS, variables)).path("order");
    if (!same.path("updatedAt").equals(order.path("updatedAt"))) {
      throw new CallFailed(
          Kind.CONFLICT, "An order of many shipments changed while it was read; read it again.");
    }
    return same.path("fulfillments");
  }

  private void complete(String id, ObjectNode list) {
    if (!(list.path("nodes") instanceof ArrayNode nodes)) {
      return;
    }
    for (var after = ShopifyGraph.next(list); after.isPresent(); ) {
      var variables =
          Json.object().put("id", id).put("lines", linesAlone).put("after", after.get());
      var more =
          graph
              .ask(FulfilmentDocuments.MORE_SHIPPED, variables)
              .path("fulfillment")
              .path("fulfillmentLineItems");
      more.path("nodes").forEach(nodes::add);
      after = ShopifyGraph.next(more);
    }
    list.remove("pageInfo");
  }
}
