package io.plumbline.reconciler.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Episode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Which deadlines have passed, and that what is over is not looked at again. */
class DeadlinesTest {
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");

  private final KeyValueStore<Bytes, byte[]> store = store();
  private final Deadlines deadlines = new Deadlines(store);

  @Test
  void findsWhatHasPassedAndKeepsItUntilItIsStopped() {
    deadlines.start("late", endingAt(10));
    deadlines.start("later", endingAt(20));

    assertThat(passedAt(9)).isEmpty();
    assertThat(passedAt(10)).containsExactly("late");
    assertThat(passedAt(19)).containsExactly("late");
    deadlines.stop("late", endingAt(10));
    assertThat(passedAt(19)).isEmpty();
    assertThat(passedAt(20)).containsExactly("later");
  }

  @Test
  void findsOneThatWasStartedBehindTheLastScan() {
    deadlines.start("late", endingAt(10));
    assertThat(passedAt(30)).containsExactly("late");
    deadlines.stop("late", endingAt(10));
    assertThat(passedAt(40)).isEmpty();

    deadlines.start("told late", endingAt(5));

    assertThat(passedAt(41)).containsExactly("told late");
  }

  @Test
  void findsWhatRanBeforeARestart() {
    deadlines.start("late", endingAt(10));
    deadlines.start("later", endingAt(20));

    assertThat(new Deadlines(store).passed(_ -> T.plusSeconds(20)))
        .extracting(Deadline::key)
        .containsExactly("late", "later");
  }

  /** Mechanism: Deadlines.earliest, without which a scan wades through everything that is over. */
  @Test
  void doesNotScanWhatIsOver() {
    deadlines.start("late", endingAt(10));
    deadlines.start("later", endingAt(60));
    assertThat(passedAt(10)).containsExactly("late");
    deadlines.stop("late", endingAt(10));
    assertThat(passedAt(20)).isEmpty();

    store.put(Deadline.of("in the way of every scan", endingAt(9)).bytes(), new byte[] {1});

    assertThat(passedAt(60)).containsExactly("later");
  }

  private List<String> passedAt(long second) {
    return deadlines.passed(_ -> T.plusSeconds(second)).stream().map(Deadline::key).toList();
  }

  private static Episode endingAt(long second) {
    var missing =
        new Discrepancy(
            Kind.MISSING,
            new Hop("shop", "erp"),
            Set.of("shop", "erp"),
            "record",
            "record",
            "present",
            "absent",
            "a rule",
            null);
    var began = new Episode.Start("shop", 1, T);
    Instant end = T.plusSeconds(second);
    return new Episode(
        missing, began, end, end, null, List.of(new Episode.Wanted("present", began)), null);
  }

  private static KeyValueStore<Bytes, byte[]> store() {
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("deadlines"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
