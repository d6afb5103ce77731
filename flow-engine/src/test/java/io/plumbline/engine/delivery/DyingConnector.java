package io.plumbline.engine.delivery;

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

/** Its process ends when a write has taken effect and before its receipt is stored. */
record DyingConnector(Connector real) implements Connector {

  /** Passes through everything that handles failures, as a kill does. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Confirmed send(Step step) {
    real.send(step);
    throw new Killed();
  }

  @Override
  public Arrival receive(Webhook webhook) {
    return real.receive(webhook);
  }

  @Override
  public Understood understand(String topic, byte[] body) throws Unusable {
    return real.understand(topic, body);
  }

  @Override
  public Page changedSince(Cursor cursor) {
    return real.changedSince(cursor);
  }

  @Override
  public Page listing(Optional<String> resume) {
    return real.listing(resume);
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    return real.fetch(externalId);
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    return real.find(reference);
  }

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    return real.plan(desired, current);
  }

  @Override
  public List<String> mappings() {
    return real.mappings();
  }
}
