package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.parcel.Answer;
import io.plumbline.reconciler.parcel.Claim;
import io.plumbline.reconciler.parcel.Parcel;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Brings together what orders say of one parcel, and tells each what it has to know of it. */
final class Parcels implements Processor<String, byte[], String, byte[]> {
  private final int sources;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  private ProcessorContext<String, byte[]> context;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<String, Parcel> parcels;

  @SuppressWarnings("NullAway.Init")
  private Turns turns;

  Parcels(int sources) {
    this.sources = sources;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.parcels = context.getStateStore(Stores.PARCELS);
    this.turns = new Turns(context.getStateStore(Stores.CLAIMS), sources);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (Address.marks(record.key())) {
      turns
          .mark(Address.mark(record.value()), this::take)
          .map(mark -> mark.from(context.taskId().partition()))
          .ifPresent(mark -> forward(Address.of(mark), mark));
    } else {
      Claim claim = Address.claim(record.value());
      turns.say(claim.turn(), claim.name(), record.value());
    }
  }

  private void take(byte[] word) {
    Claim claim = Address.claim(word);
    Parcel before = Objects.requireNonNullElse(parcels.get(claim.number()), Parcel.UNKNOWN);
    Parcel after = before.with(claim);
    parcels.put(claim.number(), after.equals(Parcel.UNKNOWN) ? null : after);
    for (Answer answer : after.answersSince(before, claim)) {
      forward(Address.of(answer), answer);
    }
  }

  private void forward(String key, Object value) {
    context.forward(new Record<>(key, Sinks.json(value), context.currentSystemTimeMs()));
  }
}
