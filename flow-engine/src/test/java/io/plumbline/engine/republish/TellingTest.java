package io.plumbline.engine.republish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.publish.Outbox.Traced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key's history, however long, says of each event whether more follows. */
class TellingTest {

  private final List<List<Traced>> parts = new ArrayList<>();
  private final Telling telling = new Telling(parts::add);

  /** Mechanism: an event is held back until another follows, or none does. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 51, 52, 500})
  void onlyTheLastIsTheLast(int many) {
    tell(many);

    List<Traced> all = parts.stream().flatMap(List::stream).toList();
    assertThat(all.stream().map(traced -> traced.event().id()).toList())
        .isEqualTo(IntStream.range(0, many).mapToObj(i -> "e" + i).toList());
    List<String> expected = new ArrayList<>(Collections.nCopies(many - 1, "more"));
    expected.add("last");
    assertThat(all.stream().map(traced -> Objects.requireNonNull(traced.retold())).toList())
        .isEqualTo(expected);
  }

  /** Mechanism: what is told leaves in parts. */
  @Test
  void holdsAPartOfALongHistory() {
    tell(500);

    assertThat(parts.stream().mapToInt(List::size).max()).hasValue(50);
  }

  @Test
  void tellsNothingOfNothing() {
    telling.end();

    assertThat(parts.stream().flatMap(List::stream)).isEmpty();
  }

  private void tell(int many) {
    for (int i = 0; i < many; i++) {
      telling.tell(
          new Event(
              "e" + i,
              "key",
              "observed",
              "shop",
              Instant.EPOCH,
              JsonNodeFactory.instance.objectNode()));
    }
    telling.end();
  }
}
