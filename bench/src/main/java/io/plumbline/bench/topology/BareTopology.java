package io.plumbline.bench.topology;

import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Reads what is kept of a key, keeps the new value, sends it on: with the store and the guarantees
 * of the reconciler, and without a thought.
 *
 * <p>Arguments: brokers, application id, topic to read, topic to write, directory for the state.
 */
public final class BareTopology {

  private static final String STORE = "kept";

  private BareTopology() {}

  public static void main(String[] arguments) throws InterruptedException {
    Properties settings = new Properties();
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, arguments[1]);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, arguments[4]);
    // As the reconciler's application.properties has them.
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.POLL_MS_CONFIG, 50);
    settings.put("auto.offset.reset", "earliest");
    settings.put("metadata.max.age.ms", 5_000);
    KafkaStreams streams = new KafkaStreams(topology(arguments[2], arguments[3]), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    new CountDownLatch(1).await();
  }

  private static Topology topology(String from, String to) {
    var text = Serdes.String();
    var bytes = Serdes.ByteArray();
    Topology topology = new Topology();
    topology.addSource("from", text.deserializer(), bytes.deserializer(), from);
    topology.addProcessor("keep", Keep::new, "from");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), text, bytes)
            .withCachingEnabled(),
        "keep");
    topology.addSink("to", to, text.serializer(), bytes.serializer(), "keep");
    return topology;
  }

  private static final class Keep implements Processor<String, byte[], String, byte[]> {

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private ProcessorContext<String, byte[]> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, byte[]> kept;

    @Override
    public void init(ProcessorContext<String, byte[]> given) {
      context = given;
      kept = given.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      if (record.key() == null) {
        return; // a watermark belongs to no key
      }
      kept.get(record.key()); // the read that every judgement begins with
      kept.put(record.key(), record.value());
      context.forward(record);
    }
  }
}
