package io.plumbline.connectors.custom;

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

/** Orders of one system of the company's own. */
record CustomConnector(
    String mapping,
    CustomWebhooks webhooks,
    CustomPayloads payloads,
    CustomRecords records,
    CustomWrites writes)
    implements Connector {

  @Override
  public Arrival receive(Webhook webhook) {
    return webhooks.receive(webhook);
  }

  @Override
  public Understood understand(String topic, byte[] body) throws Unusable {
    return payloads.understand(body);
  }

  @Override
  public Page changedSince(Cursor cursor) {
    return records.changedSince(cursor);
  }

  @Override
  public Page listing(Optional<String> resume) {
    return records.listing(resume);
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    return records.fetch(externalId);
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    return records.find(reference);
  }

  @Override
  public boolean readable() {
    return records.readable();
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
    return List.of(mapping);
  }
}
