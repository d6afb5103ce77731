package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.journal.Journal;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Turns a change into the webhooks that the shop's subscriptions ask for. */
record Announcements(Shop shop, RestOrder rest, Webhooks webhooks, Journal journal, Clock clock)
    implements Storefront.Announcer {

  @Override
  public void announce(ShopOrder before, ShopOrder order, EnumSet<Topic> topics) {
    // One action of the merchant has one event id, whatever it triggers.
    String event = UUID.randomUUID().toString();
    ObjectNode payload = rest.of(order);
    for (Topic topic : topics) {
      ObjectNode body = body(topic, before, order, payload);
      String id = UUID.randomUUID().toString();
      webhooks.send(
          new Webhook(id, topic.path(), headers(topic, id, event), Json.bytes(body)), journal);
    }
  }

  private ObjectNode body(Topic topic, ShopOrder before, ShopOrder order, ObjectNode payload) {
    return switch (topic) {
      case DELETE -> rest.deletion(order);
      case FULFILLMENT_CREATE, FULFILLMENT_UPDATE ->
          rest.fulfilment(order, order.dispatch().changedSince(before.dispatch()).getFirst());
      case REFUND_CREATE -> RestMoney.newestRefund(order, shop.zone());
      case DISPUTE_CREATE -> RestMoney.newestDispute(order, shop.zone());
      case CREATE, UPDATED, PAID, CANCELLED, EDITED, FULFILLED, PARTIALLY_FULFILLED -> payload;
    };
  }

  private Map<String, String> headers(Topic topic, String id, String event) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Shopify-Topic", topic.path());
    headers.put("X-Shopify-Shop-Domain", shop.domain());
    headers.put("X-Shopify-API-Version", shop.apiVersion());
    headers.put("X-Shopify-Webhook-Id", id);
    headers.put("X-Shopify-Event-Id", event);
    headers.put("X-Shopify-Triggered-At", clock.instant().toString());
    return headers;
  }
}
