package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.util.stream.StreamSupport;

/**
 * Reads what was refunded of an order whose lines have less than was ordered; of the others nothing
 * is asked.
 */
record OrderRefunds(ShopifyGraph graph) {

  private static final String REFUNDED =
      """
      fragment Refunded on RefundLineItemConnection {
        nodes {
          quantity
          restockType
          lineItem { id }
          subtotalSet { shopMoney { amount } presentmentMoney { amount } }
          totalTaxSet { shopMoney { amount } presentmentMoney { amount } }
        }
        pageInfo { hasNextPage endCursor }
      }
      """;

  static final String OF_ORDER =
      """
      query Refunds($id: ID!, $refunds: Int!, $lines: Int!) {
        order(id: $id) {
          updatedAt
          refunds(first: $refunds) { id refundLineItems(first: $lines) { ...Refunded } }
        }
      }
      """
          + REFUNDED;

  private static final String MORE =
      """
      query MoreRefunded($id: ID!, $lines: Int!, $after: String) {
        refund(id: $id) { refundLineItems(first: $lines, after: $after) { ...Refunded } }
      }
      """
          + REFUNDED;

  /** Few refunds of some lines each, or many with the rest asked for one by one: below the cap. */
  private static final int FEW = 10;

  private static final int MANY = 150;

  void complete(ObjectNode order) {
    if (StreamSupport.stream(order.at("/lineItems/nodes").spliterator(), false)
        .noneMatch(OrderRefunds::lessThanOrdered)) {
      return;
    }
    var refunds = asked(order, FEW, FEW);
    if (refunds.size() == FEW) {
      refunds = asked(order, MANY, 1);
    }
    for (var refund : refunds) {
      if (refund.path("refundLineItems") instanceof ObjectNode list) {
        complete(refund.path("id").asText(), list);
      }
    }
    order.set("refunds", refunds);
  }

  private static boolean lessThanOrdered(JsonNode line) {
    return line.path("currentQuantity").asInt() < line.path("quantity").asInt();
  }

  private JsonNode asked(ObjectNode order, int refunds, int lines) {
    var variables =
        Json.object()
            .put("id", order.path("id").asText())
            .put("refunds", refunds)
            .put("lines", lines);
    var same = ShopifyGraph.data(graph.orders(OF_ORDER, variables)).path("order");
    if (!same.path("updatedAt").equals(order.path("updatedAt"))) {
      throw new CallFailed(
          Kind.CONFLICT, "An order with refunds changed while it was read; read it again.");
    }
    return same.path("refunds");
  }

  private void complete(String id, ObjectNode list) {
    if (!(list.path("nodes") instanceof ArrayNode nodes)) {
      return;
    }
    for (var after = ShopifyGraph.next(list); after.isPresent(); ) {
      var variables = Json.object().put("id", id).put("lines", MANY).put("after", after.get());
      var more = graph.ask(MORE, variables).path("refund").path("refundLineItems");
      more.path("nodes").forEach(nodes::add);
      after = ShopifyGraph.next(more);
    }
    list.remove("pageInfo");
  }
}
