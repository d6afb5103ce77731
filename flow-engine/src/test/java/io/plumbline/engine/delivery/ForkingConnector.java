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
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes four records of what it is to say: one by itself, one that needs it, one by itself again,
 * and one that, not saying what it needs, needs all.
 *
 * @param bent what becomes of that plan
 */
record ForkingConnector(Connector real, UnaryOperator<List<Step>> bent) implements Connector {

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    return bent.apply(
        List.of(
            make(desired, "first").needing(Set.of()),
            make(desired, "needsFirst").needing(Set.of(reference(desired, "first"))),
            make(desired, "needsNone").needing(Set.of()),
            make(desired, "needsAll")));
  }

  private static Step make(Desired desired, String name) {
    var total = TestConnector.total(desired.content());
    var sent = JsonNodeFactory.instance.objectNode().put("commercial.total", total);
    var call = JsonNodeFactory.instance.objectNode().put("method", "POST").put("path", "/records");
    call.putObject("body").put("reference", reference(desired, name)).put("total", total);
    return new Step("make " + name, reference(desired, name), call, sent);
  }

  private static String reference(Desired desired, String name) {
    return desired.reference() + ":" + name;
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    return real.find(reference);
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
