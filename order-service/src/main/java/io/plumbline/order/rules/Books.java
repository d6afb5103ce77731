package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Replica;
import io.plumbline.order.aggregate.Order;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a company lets us book besides its orders: each under one name of ours for ever, so that
 * booking it again makes no second one.
 *
 * @param deposits whether money that came in with the order is booked before it is billed
 * @param invoices whether each shipment is billed
 */
public record Books(boolean deposits, boolean invoices) {

  /** The ERP or its staff see to both. */
  public static final Books ORDERS_ONLY = new Books(false, false);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The facet {@code billing} that the books should hold; empty where nothing is due. */
  Optional<ObjectNode> dues(Order order, Replica origin) {
    var billing = JSON.objectNode();
    if (deposits) {
      deposit(billing, origin);
    }
    if (invoices) {
      order.shipments().stream()
          .filter(shipment -> !shipment.returned())
          .forEach(shipment ->
              billing
                  .withObjectProperty("invoices")
                  .putObject(Reference.invoice(origin, shipment.name()))
                  .set("lines", shipment.fields().path("lines").deepCopy()));
    }
    return billing.isEmpty() ? Optional.empty() : Optional.of(billing);
  }

  /** Only what is paid whole: what part of it came in, and when, the storefront does not say. */
  private static void deposit(ObjectNode billing, Replica origin) {
    var payment = facet(origin, "billing");
    if (!payment.path("status").asText("").equals("paid")) {
      return;
    }
    var total = facet(origin, "commercial").path("total").asText("");
    var amount = payment.path("paid").asText(total);
    if (!amount.isEmpty() && new BigDecimal(amount).signum() > 0) {
      billing
          .withObjectProperty("deposits")
          .putObject(Reference.deposit(origin))
          .put("amount", amount);
    }
  }

  private static JsonNode facet(Replica origin, String name) {
    var facet = origin.content().facets().get(name);
    return facet == null ? JSON.objectNode() : facet;
  }
}
