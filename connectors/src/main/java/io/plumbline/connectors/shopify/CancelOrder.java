package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.http.VendorError;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Calls an order off. It cannot be undone there. */
final class CancelOrder {

  static final String NAME = "cancel order";

  private static final Set<String> REASONS =
      Set.of("CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "STAFF", "OTHER");

  private final String connection;
  private final ShopifyGraph graph;
  private final boolean refund;
  private final boolean restock;
  private final boolean notify;

  CancelOrder(ShopifyGraph graph, Settings settings) {
    this.connection = settings.connection().name();
    this.graph = graph;
    this.refund = settings.yes("cancel-refunds", false);
    this.restock = settings.yes("cancel-restocks", true);
    this.notify = settings.yes("cancel-notifies", false);
  }

  List<Step> plan(Content desired, Reading current) {
    var off = status(desired).equals("cancelled") && !status(current.content()).equals("cancelled");
    return off ? List.of(step(current.externalId(), desired)) : List.of();
  }

  private Step step(String number, Content content) {
    var call = Json.object();
    call.put("orderId", ShopifyIds.orderGid(number))
        .put("reason", reason(content))
        .put("restock", restock)
        .put("notifyCustomer", notify)
        .putObject("refundMethod")
        .put("originalPaymentMethodsRefund", refund);
    var sent = Json.object().put("commercial.status", "cancelled");
    // Orders are the storefront's own: its number is the reference to read back by.
    return new Step(NAME, connection + ":" + number, call, sent);
  }

  Confirmed send(Step step) {
    var result = graph.change(ShopifyDocuments.CANCEL, step.call()).path("orderCancel");
    var errors = result.path("orderCancelUserErrors");
    if (!errors.isEmpty()) {
      var error = VendorError.in(Json.object().set("errors", errors));
      throw new CallFailed(
              Kind.REJECTED,
              "%s: Shopify refused to cancel order %s:%s."
                  .formatted(connection, step.reference(), error.told()))
          .quoting(error.quoted());
    }
    var id = ShopifyIds.number(step.call().path("orderId"));
    // Done by a job, so a read at once would still show it open; orders/cancelled follows.
    return new Confirmed(id, false);
  }

  private static String reason(Content content) {
    var said = commercial(content).path("cancelReason").asText("other").toUpperCase(Locale.ROOT);
    return REASONS.contains(said) ? said : "OTHER";
  }

  private static String status(Content content) {
    return commercial(content).path("status").asText("");
  }

  private static JsonNode commercial(Content content) {
    ObjectNode commercial = content.facets().get("commercial");
    return commercial == null ? Json.object() : commercial;
  }
}
