package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.Events.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a connection counts as silent, and when nobody could have told. */
class SilenceTest {
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");

  /** Mechanism: silence is bounded by three polls where polls are rare. */
  @Test
  void callsNoConnectionSilentBetweenItsPolls() {
    try (Stage stage = new Stage(Stage.polling(Duration.ofMinutes(15)))) {
      for (int minute = 0; minute <= 120; minute++) {
        stage.play(heard(minute, minute - minute % 15));
      }

      assertThat(stage.findings()).isEmpty();
    }
  }

  @Test
  void callsAConnectionSilentAfterThreePolls() {
    try (Stage stage = new Stage(Stage.polling(Duration.ofMinutes(15)))) {
      hear(stage, 0, 45);
      assertThat(stage.findings()).isEmpty();

      stage.play(heard(46, 0));

      assertThat(stage.only().kind()).isEqualTo(Kind.SILENT_SOURCE);
      assertThat(stage.only().windowEndedAt()).isEqualTo(at(45));
    }
  }

  /** Mechanism: a pause of the watermarks themselves is counted against nobody. */
  @Test
  void callsNobodySilentWhenTheFlowServiceComesBack() {
    try (Stage stage = new Stage()) {
      stage.play(heard(0, 0));

      stage.play(heard(60, 0), heard(61, 61));

      assertThat(stage.findings()).isEmpty();
    }
  }

  @Test
  void countsSilenceAnewAfterTheFlowServiceCameBack() {
    try (Stage stage = new Stage()) {
      stage.play(heard(0, 0));

      hear(stage, 60, 66);

      assertThat(stage.only().connection()).isEqualTo(ERP);
      assertThat(stage.only().windowEndedAt()).isEqualTo(at(65));
    }
  }

  /** Mechanism: only being heard ends a silence, not a pause in which nobody was. */
  @Test
  void keepsASilenceThatOutlastsThePauseOfTheFlowService() {
    try (Stage stage = new Stage()) {
      hear(stage, 0, 6);

      stage.play(heard(60, 0), heard(61, 0));

      assertThat(stage.only().state()).isEqualTo(Finding.State.OPEN);
      assertThat(stage.emitted()).hasSize(1);
    }
  }

  /** Mechanism: a configured connection is awaited from the first watermark on. */
  @Test
  void findsAConnectionThatWasNeverHeard() {
    try (Stage stage = new Stage()) {
      for (int minute = 0; minute <= 6; minute++) {
        stage.play(watermark(at(minute), Map.of(SHOP, at(minute))));
      }
      assertThat(stage.only().connection()).isEqualTo(ERP);
      assertThat(stage.only().observedAt()).isEqualTo(T);

      stage.play(heard(7, 7));

      assertThat(stage.only().state()).isEqualTo(Finding.State.RESOLVED);
    }
  }

  private static void hear(Stage stage, int from, int to) {
    for (int minute = from; minute <= to; minute++) {
      stage.play(heard(minute, 0));
    }
  }

  private static Event heard(int minute, int polled) {
    return watermark(at(minute), Map.of(SHOP, at(minute), ERP, at(polled)));
  }

  private static Instant at(int minute) {
    return T.plus(Duration.ofMinutes(minute));
  }
}
