package io.plumbline.reconciler.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.reconciler.event.ChangeEvents;
import io.plumbline.reconciler.event.Retelling;
import io.plumbline.reconciler.event.Unreadable;
import io.plumbline.reconciler.policy.Policy;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Reads the records of a changes topic and hands the events to their partition. */
final class Reconciler implements Processor<String, byte[], String, byte[]> {
  private final Policy policy;
  private final Round round;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  private ProcessorContext<String, byte[]> context;

  @SuppressWarnings("NullAway.Init")
  private Partition partition;

  Reconciler(Policy policy, Round round) {
    this.policy = policy;
    this.round = round;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.partition = new Partition(context, policy, round);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (place().topic().equals(round.answers())) {
      partition.answer(record.key(), record.value());
      return;
    }
    Retelling retelling = Retelling.of(header(record.headers(), "ce_retold"));
    partition.begin(record.key(), retelling);
    try {
      partition.take(
          ChangeEvents.read(header(record.headers(), "ce_type"), record.value()), retelling);
    } catch (Unreadable | Unusable e) {
      partition.sinks().deadLetter(deadLetter(record, e));
    }
    // Also where the last of it could not be used: the rest has to be judged all the same.
    partition.end(record.key(), retelling);
  }

  private DeadLetter deadLetter(Record<String, byte[]> record, Exception reason) {
    RecordMetadata place = place();
    return new DeadLetter(
        place.topic(),
        place.partition(),
        place.offset(),
        header(record.headers(), "ce_id"),
        String.valueOf(reason.getMessage()));
  }

  private RecordMetadata place() {
    return context
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("expected a record to have a place"));
  }

  private static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
