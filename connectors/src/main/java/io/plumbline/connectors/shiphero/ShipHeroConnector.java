package io.plumbline.connectors.shiphero;

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

/** Orders of one ShipHero account. */
record ShipHeroConnector(
    ShipHeroWebhooks webhooks,
    ShipHeroPayloads payloads,
    ShipHeroOrders orders,
    ShipHeroPlan plan,
    ShipHeroWrites writes)
    implements Connector {

  static final String MAPPING = "shiphero/order";

  @Override
  public Arrival receive(Webhook webhook) {
    return webhooks.receive(webhook);
  }

  @Override
  public String acknowledgement() {
    return ShipHeroWebhooks.ACKNOWLEDGEMENT;
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
  public Page listing(Optional<String> resume) {
    return orders.listing(resume);
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    return orders.fetch(externalId);
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    return orders.find(reference);
  }

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    return plan.plan(desired, current);
  }

  @Override
  public Confirmed send(Step step) {
    return writes.send(step);
  }

  @Override
  public List<String> mappings() {
    return List.of(MAPPING);
  }
}
