package io.plumbline.reconciler.topology;

import com.fasterxml.jackson.databind.ObjectReader;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.parcel.Parcel;
import io.plumbline.reconciler.view.View;
import io.plumbline.reconciler.window.HopLatency;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** What the topology keeps, per partition. */
final class Stores {
  static final String VIEWS = "views";
  static final String DEADLINES = "deadlines";
  static final String OPEN = "open-findings";
  static final String HOPS = "hops";
  static final String CLOCKS = "clocks";
  static final String OBLIGED = "obliged";

  static final String ANSWERS = "answers";
  static final String CLAIMS = "claims";
  static final String PARCELS = "parcels";

  private static final ObjectReader VIEW = Json.mapper().readerFor(View.class);

  private Stores() {}

  static Set<StoreBuilder<?>> all(Function<String, KeyValueBytesStoreSupplier> kept) {
    Serde<String> text = Serdes.String();
    return Set.of(
        // Cached, so that an entity that changes often within a commit is written once.
        builder(kept.apply(VIEWS), text, Serdes.ByteArray()).withCachingEnabled(),
        builder(kept.apply(DEADLINES), Serdes.Bytes(), Serdes.ByteArray()),
        builder(kept.apply(OPEN), text, json(Finding.class)),
        builder(kept.apply(HOPS), text, json(HopLatency.Stored.class)).withCachingEnabled(),
        builder(kept.apply(CLOCKS), text, json(Clock.class)).withCachingEnabled(),
        builder(kept.apply(OBLIGED), text, text),
        builder(kept.apply(ANSWERS), Serdes.Bytes(), Serdes.ByteArray()));
  }

  /** A view as it was stored. */
  static View view(byte[] json) {
    try {
      return VIEW.readValue(json);
    } catch (IOException e) {
      throw new SerializationException("expected a stored view to be readable", e);
    }
  }

  /** What is kept of that which orders share. */
  static Set<StoreBuilder<?>> shared(Function<String, KeyValueBytesStoreSupplier> kept) {
    return Set.of(
        builder(kept.apply(CLAIMS), Serdes.Bytes(), Serdes.ByteArray()),
        builder(kept.apply(PARCELS), Serdes.String(), json(Parcel.class)).withCachingEnabled());
  }

  private static <K, V> StoreBuilder<KeyValueStore<K, V>> builder(
      KeyValueBytesStoreSupplier kept, Serde<K> keys, Serde<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(kept, keys, values);
  }

  private static <T> Serde<T> json(Class<T> type) {
    ObjectReader reader = Json.mapper().readerFor(type);
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : Sinks.json(value),
        (topic, bytes) -> {
          try {
            return bytes == null ? null : reader.readValue(bytes);
          } catch (IOException e) {
            throw new SerializationException(
                "expected a stored " + type.getSimpleName() + " to be readable", e);
          }
        });
  }
}
