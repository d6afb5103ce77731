package io.plumbline.reconciler.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.event.Attempted;
import io.plumbline.reconciler.event.Attempted.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Mechanism: a view keeps what the newest attempts sent; of older ones the lines are let go of. */
class SentTest {
  private static final Instant T = Instant.parse("2026-11-27T10:00:00Z");
  private static final int LINES = View.VALUES_SENT / 4;

  @Test
  void keepsTheLinesOfTheNewestAttempts() {
    View view = View.empty("order", "k");
    for (int revision = 1; revision <= 6; revision++) {
      view = view.with(attempt(revision)).orElseThrow();
    }

    assertThat(view.attempts()).hasSize(6);
    assertThat(view.attempts().getLast().sent()).hasSize(LINES + 1);
    assertThat(view.attempts().getFirst().sent())
        .containsExactly(Map.entry("commercial.status", "cancelled"));
    assertThat(view.attempts().stream().mapToInt(attempt -> attempt.sent().size()).sum())
        .isLessThanOrEqualTo(View.VALUES_SENT + 6);
  }

  @Test
  void hearsNothingTwiceOfWhichItLetGo() {
    View view = View.empty("order", "k");
    for (int revision = 1; revision <= 6; revision++) {
      view = view.with(attempt(revision)).orElseThrow();
    }

    assertThat(view.with(attempt(1))).isEmpty();
  }

  private static Attempted attempt(int revision) {
    Map<String, String> sent = new TreeMap<>(Map.of("commercial.status", "cancelled"));
    for (int line = 0; line < LINES; line++) {
      sent.put("commercial.lines[" + line + "].quantity", "6");
    }
    return new Attempted(
        "k", "netsuite", revision, T.plusSeconds(revision), Outcome.DELIVERED, sent, null, null);
  }
}
