package io.plumbline.reconciler.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.logging.Log;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/**
 * What partitions say is taken in one order, whichever of them is faster; the mechanism is Turns.
 */
class TurnsTest {
  private static final int SOURCES = 3;

  /** A word under a name, or where the name is null a mark. */
  private record Said(int source, long turn, @org.jspecify.annotations.Nullable String name) {}

  @Test
  void takesATurnWhenEverybodyIsPastIt() {
    Turns turns = new Turns(store(), 2);
    List<String> taken = new ArrayList<>();

    turns.say(5, "b", "five".getBytes(UTF_8));
    assertThat(turns.mark(mark(0, 6, 60), word -> taken.add(new String(word, UTF_8)))).isEmpty();
    assertThat(taken).isEmpty();

    assertThat(turns.mark(mark(1, 6, 50), word -> taken.add(new String(word, UTF_8))))
        .contains(mark(0, 6, 50));
    assertThat(taken).containsExactly("five");
  }

  @Test
  void leavesTheTurnThatIsStillOpen() {
    Turns turns = new Turns(store(), 1);
    List<String> taken = new ArrayList<>();
    turns.say(6, "a", "six".getBytes(UTF_8));

    turns.mark(mark(0, 6, 60), word -> taken.add(new String(word, UTF_8)));
    assertThat(taken).isEmpty();

    turns.mark(mark(0, 7, 70), word -> taken.add(new String(word, UTF_8)));
    assertThat(taken).containsExactly("six");
  }

  @Test
  void takesTheLastOfTwoWordsUnderOneName() {
    Turns turns = new Turns(store(), 1);
    List<String> taken = new ArrayList<>();
    turns.say(5, "a", "first".getBytes(UTF_8));
    turns.say(5, "a", "last".getBytes(UTF_8));

    turns.mark(mark(0, 6, 60), word -> taken.add(new String(word, UTF_8)));

    assertThat(taken).containsExactly("last");
  }

  @Test
  void knowsAfterARestartWhatItHeardBefore() {
    KeyValueStore<Bytes, byte[]> store = store();
    new Turns(store, 2).mark(mark(0, 6, 60), word -> {});
    List<String> taken = new ArrayList<>();
    Turns again = new Turns(store, 2);
    again.say(5, "a", "five".getBytes(UTF_8));

    again.mark(mark(1, 6, 60), word -> taken.add(new String(word, UTF_8)));

    assertThat(taken).containsExactly("five");
  }

  /** Every source keeps its own order; how they mix is chance. */
  @Test
  void takesTheSameInTheSameOrderHoweverTheSourcesMix() {
    long seed = new SecureRandom().nextLong();
    Log.infof("turns: seed=%d", seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<List<Said>> said = script(random);

      List<String> one = play(said, random);
      List<String> other = play(said, random);

      assertThat(one).as("seed %d, round %d", seed, round).isEqualTo(other).isNotEmpty();
    }
  }

  private static List<List<Said>> script(Random random) {
    List<List<Said>> all = new ArrayList<>();
    for (int source = 0; source < SOURCES; source++) {
      List<Said> said = new ArrayList<>();
      for (long turn = 1; turn <= 8; turn++) {
        said.add(new Said(source, turn, null));
        for (int word = random.nextInt(4); word > 0; word--) {
          said.add(new Said(source, turn, source + ":" + random.nextInt(5)));
        }
      }
      all.add(said);
    }
    return all;
  }

  private static List<String> play(List<List<Said>> said, Random random) {
    Turns turns = new Turns(store(), SOURCES);
    List<Deque<Said>> left = new ArrayList<>();
    said.forEach(words -> left.add(new ArrayDeque<>(words)));
    List<String> taken = new ArrayList<>();
    while (!left.isEmpty()) {
      Deque<Said> next = left.get(random.nextInt(left.size()));
      Said word = next.removeFirst();
      if (next.isEmpty()) {
        left.remove(next);
      }
      if (word.name() == null) {
        turns
            .mark(mark(word.source(), word.turn(), word.turn()), w -> taken.add(text(w)))
            .ifPresent(mark -> taken.add("over " + mark.turn() + " " + mark.watermarks()));
      } else {
        turns.say(word.turn(), word.name(), (word.turn() + " " + word.name()).getBytes(UTF_8));
      }
    }
    return taken;
  }

  private static String text(byte[] word) {
    return new String(word, UTF_8);
  }

  private static Mark mark(int source, long turn, long heard) {
    Instant at = Instant.ofEpochSecond(heard);
    return new Mark(source, turn, at, Map.of("shop", at));
  }

  private static KeyValueStore<Bytes, byte[]> store() {
    KeyValueStore<Bytes, byte[]> store =
        org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore("turns"),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
