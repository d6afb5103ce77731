package io.plumbline.engine.snapshot;

import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.CallFailed;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A vendor that lists pages of records, and fails where a test says so. */
final class Shelf implements Connector {

  private final ScriptedConnector words = new ScriptedConnector(java.time.Clock.systemUTC());
  private final List<List<RawRecord>> pages;
  private final Map<Integer, CallFailed> failures = new HashMap<>();

  Shelf(List<List<RawRecord>> pages) {
    this.pages = List.copyOf(pages);
  }

  void fails(int page, @Nullable CallFailed failure) {
    if (failure == null) {
      failures.remove(page);
    } else {
      failures.put(page, failure);
    }
  }

  @Override
  public Page listing(Optional<String> resume) {
    int page = resume.map(Integer::parseInt).orElse(0);
    CallFailed failure = failures.get(page);
    if (failure != null) {
      throw failure;
    }
    Optional<String> next =
        page + 1 < pages.size() ? Optional.of("" + (page + 1)) : Optional.empty();
    return new Page(pages.get(page), Optional.empty(), next, next.isPresent());
  }

  @Override
  public Understood understand(String topic, byte[] body) throws Unusable {
    return words.understand(topic, body);
  }

  @Override
  public Arrival receive(Webhook webhook) {
    throw new UnsupportedOperationException("a snapshot only lists");
  }

  @Override
  public Page changedSince(Cursor cursor) {
    throw new UnsupportedOperationException("a snapshot only lists");
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    throw new UnsupportedOperationException("a snapshot only lists");
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    throw new UnsupportedOperationException("a snapshot only lists");
  }

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    throw new UnsupportedOperationException("a snapshot only lists");
  }

  @Override
  public Confirmed send(Step step) {
    throw new UnsupportedOperationException("a snapshot only lists");
  }

  @Override
  public List<String> mappings() {
    return List.of();
  }
}
