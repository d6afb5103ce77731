package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.record.NotGiven;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.mapping.Mapping;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** Understands both shapes of an order: the webhook's (REST) and the poll's (GraphQL). */
final class ShopifyPayloads {

  /** Topic of what this connector read itself. */
  static final String POLLED = "poll/order";

  private final String connection;
  private final Mapping rest;
  private final Mapping graph;
  private final boolean payments;

  /** With {@code payments} an order carries what a webhook leaves out. */
  ShopifyPayloads(String connection, Mapping rest, Mapping graph, boolean payments) {
    this.connection = connection;
    this.rest = rest;
    this.graph = graph;
    this.payments = payments;
  }

  Understood understand(String topic, byte[] body) throws Unusable {
    var payload = Json.payload(body);
    if (topic.equals(POLLED)) {
      return order(payload, graph, "updatedAt");
    }
    if (topic.equals(NotGiven.TOPIC)) {
      return NotGiven.understand(payload);
    }
    if (payload.has("order_id") || payload.has("order_edit")) {
      return readAgain(payload.path("order_edit").path("order_id"), payload.path("order_id"));
    }
    if (!topic.startsWith("orders/") && !payload.has("line_items")) {
      return new Understood.Filtered("topic " + topic);
    }
    return webhookOrder(topic, payload);
  }

  private Understood webhookOrder(String topic, ObjectNode payload) throws Unusable {
    // A deletion names the order and nothing else, not even its time: only a read settles it.
    if (topic.equals("orders/delete")
        || !payload.has("line_items")
        || payments
        || hidesGiftCards(payload)) {
      return payload.path("test").asBoolean()
          ? new Understood.Filtered("test order")
          : readAgain(payload.path("id"), payload.path("admin_graphql_api_id"));
    }
    return order(payload, rest, "updated_at");
  }

  /** A webhook says that a gift card paid, and not how much: its transactions are left out. */
  private static boolean hidesGiftCards(ObjectNode payload) {
    if (payload.has("transactions")) {
      return false;
    }
    for (var gateway : payload.path("payment_gateway_names")) {
      if (gateway.asText().equals(GiftCards.GATEWAY)) {
        return true;
      }
    }
    return false;
  }

  private static Understood readAgain(JsonNode... ids) throws Unusable {
    return new Understood.ReadAgain(id(ids));
  }

  private static String id(JsonNode... ids) throws Unusable {
    for (var id : ids) {
      var number = ShopifyIds.number(id);
      if (number.isPresent()) {
        return number.get();
      }
    }
    throw new Unusable("Expected the number or gid of an order, found none.");
  }

  private Understood order(ObjectNode payload, Mapping mapping, String updatedAt) throws Unusable {
    if (payload.path("test").asBoolean()) {
      return new Understood.Filtered("test order");
    }
    var changed = instant(payload, updatedAt);
    var reading =
        new Reading(
            id(payload.path("id"), payload.path("admin_graphql_api_id")),
            names(payload.path("name").asText("")),
            changed,
            changed,
            false,
            content(mapping, payload),
            mapping.label());
    return new Understood.Readings(List.of(reading));
  }

  private static Content content(Mapping mapping, ObjectNode told) throws Unusable {
    var payload = RefundedGoods.putBack(told);
    var paid = OrderMoney.finished(GiftCards.added(mapping.read(payload), payload), payload);
    return ShopifyShipments.finished(paid, payload);
  }

  /** The number a person reads out; an ERP keeps it as its other reference. */
  private Set<Name> names(String name) {
    var number = name.startsWith("#") ? name.substring(1) : name;
    return number.isBlank() ? Set.of() : Set.of(new Name(connection + "#number", number));
  }

  private static Instant instant(ObjectNode payload, String field) throws Unusable {
    var text = payload.path(field).asText("");
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Unusable("%s: expected a time with offset, found '%s'.".formatted(field, text), e);
    }
  }
}
