package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.stream.Stream;

/**
 * Makes a bare record first: its total is a child that only the record's own id can name.
 *
 * @param stubborn whether the record never reads back as it was written, so that it is planned
 *     again
 */
record GrowingConnector(Connector real, boolean stubborn) implements Connector {

  static final String BARE = "0.00";

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    if (current.isEmpty()) {
      return List.of(first(desired));
    }
    var children = real.plan(desired, current).stream().map(GrowingConnector::child);
    return stubborn
        ? Stream.concat(Stream.of(first(desired)), children).toList()
        : children.toList();
  }

  private static Step first(Desired desired) {
    var sent = JsonNodeFactory.instance.objectNode().put("commercial.number", "1");
    var call = JsonNodeFactory.instance.objectNode().put("method", "POST").put("path", "/records");
    call.putObject("body").put("reference", desired.reference()).put("total", BARE);
    return new Step("make record", desired.reference(), call, sent).thenPlanAgain();
  }

  private static Step child(Step step) {
    return new Step("make child", step.reference() + ":child", step.call(), step.sent());
  }

  /** A child is found with the record it belongs to. */
  @Override
  public Optional<RawRecord> find(String reference) {
    return real.find(reference.replace(":child", ""));
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
  public Confirmed send(Step step) {
    return real.send(step);
  }

  @Override
  public List<String> mappings() {
    return real.mappings();
  }
}
