package io.plumbline.reconciler.ledger;

import com.fasterxml.jackson.databind.ObjectReader;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Pending;
import io.plumbline.reconciler.topology.DeadLetter;
import io.plumbline.reconciler.topology.Status;
import io.plumbline.reconciler.topology.TopicNames;
import io.plumbline.reconciler.totals.ControlEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one poll brought, the last word per key only. */
final class Batch {
  private static final ObjectReader FINDING = Json.mapper().readerFor(Finding.class);
  private static final ObjectReader PENDING = Json.mapper().readerFor(Pending.class);
  private static final ObjectReader ENTRY = Json.mapper().readerFor(ControlEntry.class);
  private static final ObjectReader STATUS = Json.mapper().readerFor(Status.class);
  private static final ObjectReader LETTER = Json.mapper().readerFor(DeadLetter.class);

  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final Map<String, Finding> over = new LinkedHashMap<>();
  private final Latest<Pending> pending = new Latest<>();
  private final Latest<ControlEntry> entries = new Latest<>();
  private final Map<Integer, Status> statuses = new LinkedHashMap<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  void add(ConsumerRecord<String, byte[]> record) {
    try {
      read(record);
    } catch (IOException | IllegalArgumentException e) {
      String cause = "expected a record of the reconciler, found " + e.getClass().getSimpleName();
      letters.add(new DeadLetter(record.topic(), record.partition(), record.offset(), null, cause));
    }
  }

  /** In place of a record whose row the database refused; the state names why, and no payload. */
  static Batch refused(ConsumerRecord<String, byte[]> record, String state) {
    Batch batch = new Batch();
    String cause = "expected a row that the ledger takes, PostgreSQL refused it with " + state;
    batch.letters.add(
        new DeadLetter(record.topic(), record.partition(), record.offset(), null, cause));
    return batch;
  }

  private void read(ConsumerRecord<String, byte[]> record) throws IOException {
    byte[] value = record.value();
    if (value == null) {
      gone(record);
      return;
    }
    switch (record.topic()) {
      case TopicNames.FINDINGS -> {
        boolean known = record.headers().lastHeader(TopicNames.KNOWN_ONLY) != null;
        finding(record.key(), FINDING.readValue(value), known);
      }
      case TopicNames.DISCREPANCIES -> pending.put(record.key(), PENDING.readValue(value));
      case TopicNames.CONTROL_ENTRIES -> entries.put(record.key(), ENTRY.readValue(value));
      case TopicNames.STATUS -> {
        Status status = STATUS.readValue(value);
        statuses.put(status.partition(), status);
      }
      case TopicNames.DEAD_LETTERS -> letters.add(LETTER.readValue(value));
      default -> throw new IllegalArgumentException("not a topic of the ledger");
    }
  }

  /** The words on one finding in their order: it may be told, end and be told again in one poll. */
  private void finding(String id, Finding said, boolean knownOnly) {
    Finding before = findings.get(id);
    if (!knownOnly) {
      findings.put(id, said);
      over.remove(id);
    } else if (before == null) {
      over.put(id, said);
    } else if (before.state() == Finding.State.OPEN) {
      findings.put(id, said);
    }
  }

  private void gone(ConsumerRecord<String, byte[]> record) {
    switch (record.topic()) {
      case TopicNames.DISCREPANCIES -> pending.remove(record.key());
      case TopicNames.CONTROL_ENTRIES -> entries.remove(record.key());
      default -> {
        // Nothing else is ever taken back.
      }
    }
  }

  /** What is there and what is gone, by the last word on each key. */
  static final class Latest<T> {
    private final Map<String, T> present = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();

    private void put(String key, T value) {
      gone.remove(key);
      present.put(key, value);
    }

    private void remove(String key) {
      present.remove(key);
      gone.add(key);
    }

    Collection<T> present() {
      return present.values();
    }

    Collection<String> gone() {
      return gone;
    }
  }

  Collection<Finding> findings() {
    return findings.values();
  }

  /** What is over where the ledger has it open. */
  Collection<Finding> over() {
    return over.values();
  }

  Latest<Pending> pending() {
    return pending;
  }

  Latest<ControlEntry> entries() {
    return entries;
  }

  Collection<Status> statuses() {
    return statuses.values();
  }

  List<DeadLetter> letters() {
    return letters;
  }
}
