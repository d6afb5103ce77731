package io.plumbline.reconciler.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.event.Facets;
import io.plumbline.reconciler.event.Observed;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Episode.Start;
import io.plumbline.reconciler.view.Judgement.Latency;
import io.plumbline.reconciler.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which agreements tell how fast a hop is. */
class JudgeTest {
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final Hop HOP = new Hop("shop", "wms");
  private static final Duration PATIENCE = Duration.ofDays(3);

  private static final Discrepancy EDIT = discrepancy(Kind.EDITED_AFTER_SYNC, "lines[1].quantity");
  private static final Discrepancy STUCK =
      discrepancy(Kind.STUCK, "fulfilment.unfulfilled").lasting(PATIENCE);

  /** Every order in a warehouse waits to be shipped; else no edit there would ever be timed. */
  @Test
  void timesAnEditOfAnOrderThatWaits() {
    View differing = judge(both(), 0, EDIT, STUCK).view();

    Judgement agreed = judge(differing, 4, STUCK);

    assertThat(agreed.latencies()).extracting(Latency::duration).containsExactly(seconds(4));
  }

  @Test
  void takesTheEndOfAWaitForNoTravellingTime() {
    View waiting = judge(both(), 0, STUCK).view();

    assertThat(judge(waiting, 4).latencies()).isEmpty();
  }

  @Test
  void givesAStateItsOwnTime() {
    Judgement judgement = judge(both(), 0, EDIT, STUCK);

    assertThat(judgement.begun())
        .extracting(Episode::deadline)
        .containsExactlyInAnyOrder(T.plusSeconds(10), T.plus(PATIENCE));
  }

  private static Judgement judge(View view, int second, Discrepancy... now) {
    Start by = new Start("wms", second, T.plusSeconds(second));
    return Judge.judge(view, List.of(now), by, hop -> new Window(seconds(10), seconds(5)));
  }

  private static View both() {
    return View.empty("order", "shop:1")
        .with(observed("shop", Role.STOREFRONT))
        .flatMap(view -> view.with(observed("wms", Role.WMS)))
        .orElseThrow();
  }

  private static Observed observed(String connection, Role role) {
    return new Observed(
        "order", "shop:1", connection, role, "1", 1, T, T, false, Facets.NOTHING, null);
  }

  private static Discrepancy discrepancy(Kind kind, String field) {
    return new Discrepancy(
        kind, HOP, Set.of("shop", "wms"), field, field, "expected", "actual", "rule", null);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
