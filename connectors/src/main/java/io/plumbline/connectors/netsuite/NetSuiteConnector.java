package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Sales orders of one NetSuite account. */
record NetSuiteConnector(
    NetSuiteApi api,
    NetSuiteWebhooks webhooks,
    NetSuitePayloads payloads,
    NetSuiteOrders orders,
    NetSuitePlan plan)
    implements Connector {

  static final String MAPPING = "netsuite/sales-order";

  /** In a call the internal id of the order that something is made from. */
  static final String ORDER = "order";

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

  /** Nothing tells of our own write, so it is read back at once. */
  @Override
  public Confirmed send(Step step) {
    var call = step.call();
    var body = (ObjectNode) call.path("body");
    var id = api.write(call.path("method").asText(), call.path("path").asText(), body);
    // What is made from an order is seen with it.
    var order = Optional.of(call.path(ORDER).asText("")).filter(text -> !text.isEmpty());
    return new Confirmed(order.or(() -> id).or(() -> internalId(call.path("path").asText())), true);
  }

  private static Optional<String> internalId(String path) {
    var id = path.replaceAll("^salesOrder/|\\?.*$", "");
    return id.matches("[0-9]+") ? Optional.of(id) : Optional.empty();
  }

  @Override
  public List<String> mappings() {
    return List.of(MAPPING);
  }
}
