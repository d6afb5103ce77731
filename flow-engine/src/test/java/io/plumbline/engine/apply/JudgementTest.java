package io.plumbline.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.apply.Judgement.Held;
import io.plumbline.engine.apply.Judgement.Way;
import io.plumbline.engine.observation.Version;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An older state never overwrites a newer one, and equal times never decide. */
class JudgementTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final byte[] ONE = {1};
  private static final byte[] OTHER = {2};

  @Test
  void believesWhatIsNewer() {
    assertThat(judge(held(NOON, 0, ONE), NOON.plusSeconds(1), 0, OTHER, false))
        .isEqualTo(Judgement.BELIEVE);
    assertThat(judge(held(NOON, 0, ONE), NOON.plusMillis(1), 0, ONE, false))
        .isEqualTo(Judgement.BELIEVE);
  }

  @Test
  void doesNotBelieveWhatIsOlderWhicheverWayItCame() {
    assertThat(judge(held(NOON, 0, ONE), NOON.minusMillis(1), 0, OTHER, false))
        .isEqualTo(Judgement.STALE);
    assertThat(judge(held(NOON, 0, ONE), NOON.minusMillis(1), 7, OTHER, true))
        .isEqualTo(Judgement.STALE);
  }

  @Test
  void readsAgainWhereALaterListingSaysAnOlderTime() {
    Version older = new Version(NOON.minusMillis(1), 0);

    assertThat(Judgement.of(held(NOON, 0, ONE), older, OTHER, Way.LISTED_SINCE))
        .isEqualTo(Judgement.ASK_AGAIN);
    assertThat(Judgement.of(held(NOON, 0, ONE), older, ONE, Way.LISTED_SINCE))
        .isEqualTo(Judgement.STALE);
  }

  @Test
  void readsAgainWhereEqualTimesCarryOtherContent() {
    assertThat(judge(held(NOON, 0, ONE), NOON, 0, OTHER, false)).isEqualTo(Judgement.ASK_AGAIN);
    assertThat(judge(held(NOON, 3, ONE), NOON, 0, OTHER, false)).isEqualTo(Judgement.ASK_AGAIN);
  }

  @Test
  void lastReadWinsAtEqualTimes() {
    assertThat(judge(held(NOON, 1, ONE), NOON, 2, OTHER, true)).isEqualTo(Judgement.BELIEVE);
    assertThat(judge(held(NOON, 2, ONE), NOON, 1, OTHER, true)).isEqualTo(Judgement.STALE);
  }

  @Test
  void repetitionSaysNothing() {
    assertThat(judge(held(NOON, 0, ONE), NOON, 0, ONE, false)).isEqualTo(Judgement.SAME);
  }

  @Test
  void goneComesBackOnlyByALook() {
    var gone = new Held(new Version(NOON, 1), ONE, true);

    assertThat(judge(gone, NOON.plusSeconds(1), 0, OTHER, false)).isEqualTo(Judgement.ASK_AGAIN);
    assertThat(judge(gone, NOON.plusSeconds(1), 2, OTHER, true)).isEqualTo(Judgement.BELIEVE);
  }

  private static Judgement judge(
      Held held, Instant time, int sequence, byte[] hash, boolean reread) {
    return Judgement.of(held, new Version(time, sequence), hash, reread ? Way.REREAD : Way.TOLD);
  }

  private static Held held(Instant time, int sequence, byte[] hash) {
    return new Held(new Version(time, sequence), hash, false);
  }
}
