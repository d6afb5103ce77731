package io.plumbline.connectors.shopify;

import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.observation.Reading;
import java.util.List;
import java.util.Optional;

/** Orders of one Shopify shop. */
record ShopifyConnector(
    String connection,
    ShopifyWebhooks webhooks,
    ShopifyPayloads payloads,
    ShopifyOrders orders,
    ShopifyWrites writes)
    implements Connector {

  static final String REST_MAPPING = "shopify/order";
  static final String GRAPH_MAPPING = "shopify/order-graphql";

  @Override
  public Arrival receive(Webhook webhook) {
    return webhooks.receive(webhook);
  }

  @Override
  public Understood understand(String topic, byte[] body) throws Unusable {
    return payloads.understand(topic, body);
  }

  @Override
  public Page changedSince(Cursor cursor) {
    return orders.changedSince(cursor);
  }

  @Override
  public void lookAside() {
    orders.lookAside();
  }

  @Override
  public Page listing(Optional<String> resume) {
    return orders.listing(resume);
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    return orders.fetch(externalId);
  }

  /**
   * Every order here is the shop's own, so a reference is its number behind our name; what follows
   * names a child, which shows in its order.
   */
  @Override
  public Optional<RawRecord> find(String reference) {
    var own = connection + ":";
    return reference.startsWith(own)
        ? orders.fetch(reference.substring(own.length()).split(":", 2)[0])
        : Optional.empty();
  }

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    return writes.plan(desired, current);
  }

  @Override
  public Confirmed send(Step step) {
    return writes.send(step);
  }

  @Override
  public List<String> mappings() {
    return List.of(REST_MAPPING, GRAPH_MAPPING);
  }
}
