package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.record.NotGiven;
import io.plumbline.connectors.record.References;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.mapping.Mapping;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Understands orders of the API, and webhooks, which name an order and say too little of it. */
final class ShipHeroPayloads {

  /** Topic of what this connector read itself. */
  static final String POLLED = "poll/order";

  private static final Set<String> OF_ORDERS =
      Set.of(
          "Shipment Update",
          "Order Canceled",
          "Order Allocated",
          "Order Deallocated",
          "Order Packed Out");

  private static final Set<String> YES = Set.of("1", "true");

  private final Mapping mapping;
  private final References references;
  private final ShipHeroContent content;
  private final ShipHeroTimes times;

  ShipHeroPayloads(
      Mapping mapping, References references, ShipHeroContent content, ShipHeroTimes times) {
    this.mapping = mapping;
    this.references = references;
    this.content = content;
    this.times = times;
  }

  Understood understand(String topic, byte[] body) throws Unusable {
    var payload = Json.payload(body);
    if (topic.equals(NotGiven.TOPIC)) {
      return NotGiven.understand(payload);
    }
    return topic.equals(POLLED)
        ? new Understood.Readings(List.of(order(payload)))
        : webhook(payload);
  }

  private static Understood webhook(ObjectNode payload) throws Unusable {
    if (YES.contains(payload.path("test").asText(""))) {
      return new Understood.Filtered("test delivery");
    }
    var type = payload.path("webhook_type").asText("");
    if (!OF_ORDERS.contains(type)) {
      if (type.isBlank()) {
        throw new Unusable("webhook_type: expected the name of a webhook, found none.");
      }
      return new Understood.Filtered("webhook " + type);
    }
    return new Understood.ReadAgain(
        ShipHeroIds.ofOrder(payload)
            .orElseThrow(
                () -> new Unusable(type + ": expected the name of an order, found none.")));
  }

  private Reading order(ObjectNode payload) throws Unusable {
    var id = payload.path("id").asText("");
    if (id.isBlank()) {
      throw new Unusable("id: expected an order's id, found none.");
    }
    var changed = instant(payload.path("updated_at").asText(""));
    var standing = ShipHeroLabels.standing(payload);
    return new Reading(
        id,
        names(payload),
        changed,
        changed,
        false,
        content.finished(mapping.read(ShipHeroLines.keyed(standing)), standing),
        mapping.label());
  }

  /** A store connected to ShipHero itself gives its own order id, not one of our references. */
  private Set<Name> names(ObjectNode payload) {
    return references.names(
        payload.path("partner_order_id").asText(""), payload.path("order_number").asText(""));
  }

  private Instant instant(String text) throws Unusable {
    try {
      return times.instant(text);
    } catch (DateTimeException e) {
      throw new Unusable("updated_at: expected a time, found '%s'.".formatted(text), e);
    }
  }
}
