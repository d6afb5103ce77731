package io.plumbline.engine.delivery;

import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
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

/** Takes what it is told, answers an id, and lets nobody read anything. */
record MuteConnector(Connector real) implements Connector {

  @Override
  public boolean readable() {
    return false;
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    throw new CallFailed(Kind.REJECTED, "nothing can be read here");
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    return Optional.empty();
  }

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    return real.plan(desired, Optional.empty());
  }

  @Override
  public Confirmed send(Step step) {
    return new Confirmed(real.send(step).externalId(), false);
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
  public List<String> mappings() {
    return real.mappings();
  }
}
