package io.plumbline.reconciler.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Pending;
import io.plumbline.reconciler.parcel.Claim;
import io.plumbline.reconciler.totals.ControlEntry;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The topics that the topology writes. */
final class Sinks {
  static final String FINDINGS = "findings-sink";
  static final String DISCREPANCIES = "discrepancies-sink";
  static final String ENTRIES = "control-entries-sink";
  static final String STATUS = "status-sink";
  static final String CLAIMS = "claims-sink";
  static final String DEAD_LETTERS = "dead-letters-sink";

  private final ProcessorContext<String, byte[]> context;

  Sinks(ProcessorContext<String, byte[]> context) {
    this.context = context;
  }

  void finding(Finding finding) {
    forward(FINDINGS, finding.id(), json(finding));
  }

  /**
   * A finding that is over, for those who still have it open. Told again, it may never have been
   * one: who does not know it is not to learn of it.
   */
  void over(Finding finding) {
    Record<String, byte[]> record =
        new Record<>(finding.id(), json(finding), context.currentSystemTimeMs());
    context.forward(
        record.withHeaders(new RecordHeaders().add(TopicNames.KNOWN_ONLY, new byte[0])), FINDINGS);
  }

  void pending(Pending pending) {
    forward(DISCREPANCIES, pending.id(), json(pending));
  }

  void noLongerPending(String id) {
    forward(DISCREPANCIES, id, null);
  }

  void entry(ControlEntry entry) {
    forward(ENTRIES, entry.id(), json(entry));
  }

  void noEntry(String id) {
    forward(ENTRIES, id, null);
  }

  void status(Status status) {
    forward(STATUS, String.valueOf(status.partition()), json(status));
  }

  void claim(Claim claim) {
    forward(CLAIMS, Address.of(claim), json(claim));
  }

  void mark(Mark mark) {
    forward(CLAIMS, Address.of(mark), json(mark));
  }

  void deadLetter(DeadLetter letter) {
    forward(DEAD_LETTERS, letter.id(), json(letter));
  }

  /**
   * Record timestamps are the time of publication: brokers refuse others, and retention uses them.
   */
  private void forward(String sink, String key, byte @Nullable [] value) {
    context.forward(new Record<>(key, value, context.currentSystemTimeMs()), sink);
  }

  static byte[] json(Object value) {
    try {
      return Json.mapper().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a record of ours to be writable as JSON", e);
    }
  }
}
