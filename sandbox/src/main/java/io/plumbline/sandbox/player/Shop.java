package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.orders.Invoice;
import io.plumbline.sandbox.rest.JsonApi;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The storefront's control API: what buyers and its staff do there. */
final class Shop {
  /** What a buyer on the continent pays in; the rate stands for a day's rate and is fixed. */
  private static final String PRESENTMENT = "EUR";

  private static final BigDecimal RATE = new BigDecimal("1.17");

  private final JsonApi api;
  private final Channel channel;

  Shop(JsonApi api, Channel channel) {
    this.api = api;
    this.channel = channel;
  }

  /** Our name of one of its orders, which the other systems carry. */
  String reference(String id) {
    return channel.connection() + ":" + id;
  }

  /** Sells an invoice and answers the order's id. */
  String place(Part part) {
    return api.post("/sandbox/orders", order(part)).path("id").asText();
  }

  JsonNode order(String id) {
    return api.get("/sandbox/orders/" + id);
  }

  void edit(String id, String lineId, int quantity, String actor) {
    ObjectNode edit = JsonApi.JSON.createObjectNode().put("actor", actor);
    edit.putArray("lines").addObject().put("lineId", lineId).put("quantity", quantity);
    api.post("/sandbox/orders/" + id + "/edit", edit);
  }

  void cancel(String id) {
    api.post(
        "/sandbox/orders/" + id + "/cancel",
        JsonApi.JSON.createObjectNode().put("reason", "customer"));
  }

  void delete(String id) {
    api.delete("/sandbox/orders/" + id);
  }

  void pay(String id) {
    api.post("/sandbox/orders/" + id + "/pay", JsonApi.JSON.createObjectNode());
  }

  /** Somebody marks the whole order as shipped. */
  void fulfil(String id) {
    api.post("/sandbox/orders/" + id + "/fulfil", JsonApi.JSON.createObjectNode());
  }

  /** Somebody marks one piece as shipped, of a line of which none was. */
  void fulfilAnother(String id) {
    JsonNode line =
        order(id)
            .path("line_items")
            .valueStream()
            .filter(one -> !one.hasNonNull("fulfillment_status"))
            .findFirst()
            .orElseThrow();
    ObjectNode change = JsonApi.JSON.createObjectNode();
    change.putArray("lines").addObject().put("lineId", line.path("id").asText()).put("quantity", 1);
    api.post("/sandbox/orders/" + id + "/fulfil", change);
  }

  /** Somebody writes another number over that of the last parcel. */
  void track(String id, String number) {
    ObjectNode change = JsonApi.JSON.createObjectNode();
    change.putObject("tracking").put("number", number).put("company", "DHL");
    api.post("/sandbox/orders/" + id + "/track", change);
  }

  /** The provider puts half of the last charge on the account. */
  void settleShort(String id) {
    JsonNode entry = charge(id);
    BigDecimal half = amount(entry, "amount").divide(BigDecimal.TWO, 2, RoundingMode.HALF_UP);
    misbook(id, entry, "amount", half);
  }

  /** The provider keeps twice the fee that it told. */
  void overcharge(String id) {
    JsonNode entry = charge(id);
    misbook(id, entry, "fee", amount(entry, "fee").multiply(BigDecimal.TWO));
  }

  /** The account moves by a coin less than the payment less its fee. */
  void moveLess(String id) {
    JsonNode entry = charge(id);
    misbook(id, entry, "net", amount(entry, "net").subtract(BigDecimal.ONE));
  }

  private JsonNode charge(String id) {
    return order(id).path("balance_transactions").path(0);
  }

  private static BigDecimal amount(JsonNode entry, String field) {
    return new BigDecimal(entry.path(field).asText());
  }

  private void misbook(String id, JsonNode entry, String field, BigDecimal value) {
    api.post(
        "/sandbox/orders/" + id + "/misbook",
        JsonApi.JSON.createObjectNode().put("entry", entry.path("id").asText()).put(field, value));
  }

  void chargeBack(String id) {
    api.post("/sandbox/orders/" + id + "/chargeback", JsonApi.JSON.createObjectNode());
  }

  /** The provider transfers what is due. */
  void payOut() {
    api.post("/sandbox/payouts", JsonApi.JSON.createObjectNode());
  }

  private static ObjectNode order(Part part) {
    Invoice invoice = part.invoice();
    ObjectNode order = JsonApi.JSON.createObjectNode();
    order.put("number", part.number()).put("placedAt", invoice.placedAt().toString());
    order
        .put("currency", part.channel().currency())
        .put("channel", part.atTheTill() ? "pos" : "web");
    order.put("taxesIncluded", part.taxesIncluded()).put("taxRate", part.taxRate());
    order.put("shipping", invoice.shipping()).put("discount", invoice.discount());
    order.put("paid", part.life() != Life.PAID_LATER);
    if (!part.domestic()) {
      order.putObject("presentment").put("currency", PRESENTMENT).put("rate", RATE);
    }
    if (part.giftCard().signum() > 0) {
      order.put("giftCard", part.giftCard());
    }
    lines(order.putArray("lines"), invoice);
    customer(order.putObject("customer"), invoice);
    return order;
  }

  private static void lines(ArrayNode lines, Invoice invoice) {
    for (Invoice.Item item : invoice.items()) {
      lines
          .addObject()
          .put("sku", item.sku())
          .put("title", item.title().isBlank() ? item.sku() : item.title())
          .put("quantity", item.quantity())
          .put("unitPrice", item.unitPrice());
    }
  }

  /** The files know customers by number only; a guest is known by the order. */
  private static void customer(ObjectNode customer, Invoice invoice) {
    boolean guest = invoice.customer().isBlank();
    String id = guest ? "guest-" + invoice.number() : invoice.customer();
    if (!guest) {
      customer.put("id", id);
    }
    customer
        .put("email", "buyer-" + id + "@example.test")
        .put("name", "Buyer " + id)
        .put("country", Countries.code(invoice.country()));
  }
}
