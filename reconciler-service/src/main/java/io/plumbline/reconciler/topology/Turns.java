package io.plumbline.reconciler.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Takes in what all partitions say to this one, turn by turn: a turn is taken when every partition
 * has said all it had to say in it, and then in one order, however much faster some of them were. A
 * rebuild hears the same. Of two words under one name in one turn it is the last that counts, so
 * what is said and taken back within a turn was never said.
 */
final class Turns {
  private static final byte WORD = 0;
  private static final byte MARK = 1;

  private final KeyValueStore<Bytes, byte[]> store;
  private final int sources;
  private final Map<Integer, Mark> marks = new TreeMap<>();

  Turns(KeyValueStore<Bytes, byte[]> store, int sources) {
    this.store = store;
    this.sources = sources;
    Bytes from = Bytes.wrap(new byte[] {MARK});
    Bytes to = Bytes.wrap(new byte[] {MARK + 1});
    try (KeyValueIterator<Bytes, byte[]> kept = store.range(from, to)) {
      kept.forEachRemaining(entry -> {
        Mark mark = Address.mark(entry.value);
        marks.put(mark.source(), mark);
      });
    }
  }

  void say(long turn, String name, byte[] word) {
    store.put(edge(turn, name), word);
  }

  /** Takes every turn that is over now; what is known then, if any was. */
  Optional<Mark> mark(Mark mark, Consumer<byte[]> taken) {
    long before = over();
    Mark known = marks.get(mark.source());
    if (known == null || mark.turn() > known.turn()) {
      marks.put(mark.source(), mark);
      store.put(name(mark.source()), Sinks.json(mark));
    }
    long now = over();
    if (now <= before) {
      return Optional.empty();
    }
    take(now, taken);
    return marks.values().stream().reduce(Mark::and);
  }

  /** The turn before which everybody has said everything. */
  private long over() {
    return marks.size() < sources
        ? Long.MIN_VALUE
        : marks.values().stream().mapToLong(Mark::turn).min().orElseThrow();
  }

  private void take(long before, Consumer<byte[]> taken) {
    List<KeyValue<Bytes, byte[]>> words = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range = store.range(edge(0, ""), edge(before, ""))) {
      range.forEachRemaining(words::add);
    }
    for (KeyValue<Bytes, byte[]> word : words) {
      store.delete(word.key);
      taken.accept(word.value);
    }
  }

  private static Bytes edge(long turn, String name) {
    byte[] text = name.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES + text.length)
            .put(WORD)
            .putLong(turn)
            .put(text)
            .array());
  }

  private static Bytes name(int source) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Integer.BYTES).put(MARK).putInt(source).array());
  }
}
