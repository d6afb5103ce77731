package io.plumbline.engine.connector;

import io.plumbline.engine.observation.Reading;
import io.quarkus.logging.Log;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A connector as the engine uses it: whatever a payload holds, it is understood and can be kept, or
 * it is unusable. No payload makes it fail.
 */
public record CheckedConnector(String connection, Connector vendor) implements Connector {

  @Override
  public Arrival receive(Webhook webhook) {
    return vendor.receive(webhook);
  }

  @Override
  public String acknowledgement() {
    return vendor.acknowledgement();
  }

  @Override
  public Understood understand(String topic, byte[] body) throws Unusable {
    try {
      return Keeping.keepable(vendor.understand(topic, body));
    } catch (RuntimeException e) {
      // Understanding touches nothing but the payload: what fails in it would fail for ever. The
      // message stays out of it, since it may quote the payload.
      Log.errorf(
          "a payload was not foreseen: connection=%s cause=%s at=%s",
          connection, e.getClass().getName(), place(e));
      throw new Unusable(
          "expected a payload that the connector of %s can read, found one it fails on with %s. The log has the place."
              .formatted(connection, e.getClass().getName()),
          e);
    }
  }

  private static String place(RuntimeException e) {
    return Arrays.stream(e.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("io.plumbline"))
        .findFirst()
        .map(StackTraceElement::toString)
        .orElse("unknown");
  }

  @Override
  public Page changedSince(Cursor cursor) {
    return vendor.changedSince(cursor);
  }

  @Override
  public void lookAside() {
    vendor.lookAside();
  }

  @Override
  public Page listing(Optional<String> resume) {
    return vendor.listing(resume);
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    return vendor.fetch(externalId);
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    return vendor.find(reference);
  }

  @Override
  public boolean readable() {
    return vendor.readable();
  }

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    return vendor.plan(desired, current);
  }

  @Override
  public Confirmed send(Step step) {
    return vendor.send(step);
  }

  @Override
  public List<String> mappings() {
    return vendor.mappings();
  }
}
