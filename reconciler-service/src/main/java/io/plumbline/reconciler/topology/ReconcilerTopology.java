package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.policy.Policy;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * From the changes of a flow to findings, discrepancies, control entries, status and dead letters.
 */
public final class ReconcilerTopology {
  private static final String SOURCE = "changes";
  private static final String RECONCILER = "reconciler";
  private static final String CLAIMS = "claims";
  private static final String PARCELS = "parcels";
  private static final String ANSWERS = "answers";

  private ReconcilerTopology() {}

  /** The topology as it runs: on RocksDB. */
  public static Topology of(Policy policy, Round round) {
    return of(policy, round, org.apache.kafka.streams.state.Stores::persistentKeyValueStore);
  }

  static Topology of(
      Policy policy, Round round, Function<String, KeyValueBytesStoreSupplier> kept) {
    Topology topology = new Topology();
    topology.addSource(
        SOURCE, new StringDeserializer(), new ByteArrayDeserializer(), TopicNames.CHANGES);
    topology.addSource(
        ANSWERS, new StringDeserializer(), new ByteArrayDeserializer(), round.answers());
    topology.addProcessor(RECONCILER, new Supplier(policy, round, kept), SOURCE, ANSWERS);
    sink(topology, Sinks.FINDINGS, TopicNames.FINDINGS);
    sink(topology, Sinks.DISCREPANCIES, TopicNames.DISCREPANCIES);
    sink(topology, Sinks.ENTRIES, TopicNames.CONTROL_ENTRIES);
    sink(topology, Sinks.STATUS, TopicNames.STATUS);
    sink(topology, Sinks.DEAD_LETTERS, TopicNames.DEAD_LETTERS);
    around(topology, round, kept);
    return topology;
  }

  /** From orders to what they share, and back to the orders. */
  private static void around(
      Topology topology, Round round, Function<String, KeyValueBytesStoreSupplier> kept) {
    topology.addSink(
        Sinks.CLAIMS,
        round.claims(),
        new StringSerializer(),
        new ByteArraySerializer(),
        Address::byNumber,
        RECONCILER);
    topology.addSource(
        CLAIMS, new StringDeserializer(), new ByteArrayDeserializer(), round.claims());
    topology.addProcessor(PARCELS, new Shared(round, kept), CLAIMS);
    topology.addSink(
        "answers-sink",
        round.answers(),
        new StringSerializer(),
        new ByteArraySerializer(),
        Address::home,
        PARCELS);
  }

  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), RECONCILER);
  }

  /** Brings the processor together with its stores. */
  private record Supplier(
      Policy policy, Round round, Function<String, KeyValueBytesStoreSupplier> kept)
      implements ProcessorSupplier<String, byte[], String, byte[]> {

    @Override
    public Processor<String, byte[], String, byte[]> get() {
      return new Reconciler(policy, round);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Stores.all(kept);
    }
  }

  private record Shared(Round round, Function<String, KeyValueBytesStoreSupplier> kept)
      implements ProcessorSupplier<String, byte[], String, byte[]> {

    @Override
    public Processor<String, byte[], String, byte[]> get() {
      return new Parcels(round.partitions());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Stores.shared(kept);
    }
  }
}
