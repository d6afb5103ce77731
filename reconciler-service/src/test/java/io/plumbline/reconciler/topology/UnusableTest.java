package io.plumbline.reconciler.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Whatever fails in the thinking makes a dead letter, which tells the place and no payload. */
class UnusableTest {

  @Test
  void handsOnWhatWasThought() throws Unusable {
    assertThat(Unusable.<String>unless(() -> "thought")).isEqualTo("thought");
  }

  /** Mechanism: no failure of a rule reaches the stream, which would end at it again for ever. */
  @Test
  void takesAnyFailureForTheEvents() {
    assertThatThrownBy(() ->
            Unusable.<String>unless(() -> {
              throw new ArithmeticException("of a value that nobody may read");
            }))
        .isInstanceOf(Unusable.class)
        .hasMessageStartingWith(
            "expected an event that can be judged, found ArithmeticException at")
        .hasMessageNotContaining("nobody may read");
  }
}
