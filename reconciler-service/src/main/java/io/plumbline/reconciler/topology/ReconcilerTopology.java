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

  private ReconcilerTopology() {}

  /** The topology as it runs: on RocksDB. */
  public static Topology of(Policy policy) {
    return of(policy, org.apache.kafka.streams.state.Stores::persistentKeyValueStore);
  }

  static Topology of(Policy policy, Function<String, KeyValueBytesStoreSupplier> kept) {
    Topology topology = new Topology();
    topology.addSource(
        SOURCE, new StringDeserializer(), new ByteArrayDeserializer(), TopicNames.CHANGES);
    topology.addProcessor(RECONCILER, new Supplier(policy, kept), SOURCE);
    sink(topology, Sinks.FINDINGS, TopicNames.FINDINGS);
    sink(topology, Sinks.DISCREPANCIES, TopicNames.DISCREPANCIES);
    sink(topology, Sinks.ENTRIES, TopicNames.CONTROL_ENTRIES);
    sink(topology, Sinks.STATUS, TopicNames.STATUS);
    sink(topology, Sinks.DEAD_LETTERS, TopicNames.DEAD_LETTERS);
    return topology;
  }

  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), RECONCILER);
  }

  /** Brings the processor together with its stores. */
  private record Supplier(Policy policy, Function<String, KeyValueBytesStoreSupplier> kept)
      implements ProcessorSupplier<String, byte[], String, byte[]> {

    @Override
    public Processor<String, byte[], String, byte[]> get() {
      return new Reconciler(policy);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Stores.all(kept);
    }
  }
}
