package io.plumbline.connectors.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.RawRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mechanism: one call in a page that fails for a moment is made once more. */
class NotGivenTest {
  private static final Instant MODIFIED = Instant.parse("2026-07-04T10:00:00Z");
  private static final RawRecord RECORD = new RawRecord("501", "poll", MODIFIED, new byte[0]);

  private final Deque<Kind> failures = new ArrayDeque<>();
  private int calls;

  private Optional<RawRecord> read() {
    calls++;
    if (!failures.isEmpty()) {
      throw new CallFailed(failures.removeFirst(), "failed");
    }
    return Optional.of(RECORD);
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSIENT", "THROTTLED"})
  void asksOnceMoreForWhatFailedForAMoment(Kind momentary) {
    failures.add(momentary);

    assertThat(NotGiven.unless("501", MODIFIED, this::read)).contains(RECORD);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void givesUpThePageWhereItFailsAgain() {
    failures.addAll(List.of(Kind.TRANSIENT, Kind.TRANSIENT));

    assertThatThrownBy(() -> NotGiven.unless("501", MODIFIED, this::read))
        .isInstanceOf(CallFailed.class);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void handsARefusedRecordOnAtOnce() {
    failures.add(Kind.REJECTED);

    assertThat(NotGiven.unless("501", MODIFIED, this::read).orElseThrow().topic())
        .isEqualTo(NotGiven.TOPIC);
    assertThat(calls).isEqualTo(1);
  }
}
