package io.plumbline.reconciler.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mechanism: a number that has no room is an unreadable event, before anything is added to it. */
class ShortDecimalsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"\"139.12\"", "139.12", "-0.001", "1e6", "123456789012345678901234567890"})
  void readsWhatHasRoom(String total) throws Unreadable {
    assertThat(observed(total)).isInstanceOf(Observed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400000000", "\"1e400000000\"", "1e-400000000", "1e30", "-1e-61"})
  void refusesWhatHasNone(String total) {
    assertThatThrownBy(() -> observed(total)).isInstanceOf(Unreadable.class);
  }

  @Test
  void readsNothingAsNothing() throws Unreadable {
    assertThat(observed("null")).isInstanceOf(Observed.class);
  }

  private static ChangeEvent observed(String total) throws Unreadable {
    String event =
        """
        {"flow":"order","key":"k","connection":"c","role":"ERP","externalId":"1","version":1,
         "occurredAt":"2026-11-27T10:00:00Z","observedAt":"2026-11-27T10:00:00Z",
         "facets":{"commercial":{"total":%s}}}
        """
            .formatted(total);
    return ChangeEvents.read("io.plumbline.order.observed.v1", event.getBytes(UTF_8));
  }
}
