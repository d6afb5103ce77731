package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.view.View;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A partition's views. An order is spoken of by several systems within seconds, so the last ones
 * are remembered as they are: to read one again would cost more than to judge it.
 */
final class Views {
  /** As they are stored; in memory they take some five times as much. */
  private static final long REMEMBERED_BYTES = 2L << 20;

  private final KeyValueStore<String, byte[]> store;
  private final long most;
  private final Map<String, Remembered> recent = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  Views(KeyValueStore<String, byte[]> store) {
    this(store, REMEMBERED_BYTES);
  }

  Views(KeyValueStore<String, byte[]> store, long most) {
    this.store = store;
    this.most = most;
  }

  private record Remembered(View view, int bytes) {}

  /** A view as it will be stored, once it is certain that it can be. */
  record Written(View view, byte[] json) {}

  static Written written(View view) {
    return new Written(view, Sinks.json(view));
  }

  @Nullable View get(String key) {
    Remembered remembered = recent.get(key);
    return remembered != null ? remembered.view() : read(key);
  }

  private @Nullable View read(String key) {
    byte[] json = store.get(key);
    if (json == null) {
      return null;
    }
    View view = Stores.view(json);
    remember(key, new Remembered(view, json.length));
    return view;
  }

  void put(View view) {
    put(written(view));
  }

  void put(Written written) {
    String key = written.view().key();
    store.put(key, written.json());
    remember(key, new Remembered(written.view(), written.json().length));
  }

  private void remember(String key, Remembered view) {
    Remembered before = recent.put(key, view);
    bytes += view.bytes() - (before == null ? 0 : before.bytes());
    Iterator<Remembered> eldest = recent.values().iterator();
    while (bytes > most && eldest.hasNext()) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }
}
