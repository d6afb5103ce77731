package io.plumbline.sandbox.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.oracle.Stake;
import io.plumbline.sandbox.oracle.Unit;
import io.plumbline.sandbox.oracle.Unit.Weight;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A finding on a connection is judged by its connection, its bound and when it was last heard. */
class SilenceTest {
  private static final Instant HEARD = Instant.parse("2026-03-02T08:00:00Z");

  @Test
  void isFoundOnItsConnection() {
    Verdicts verdicts = verdicts(Weight.OWED, finding("shopify-eu", "PT35S", 0, "resolved"));

    assertThat(verdicts.found()).containsEntry(Kind.SILENT_SOURCE, 1);
    assertThat(verdicts.missed()).isEmpty();
    assertThat(verdicts.leftOpen()).isEmpty();
    assertThat(verdicts.wrongExposure()).isEmpty();
    assertThat(verdicts.precision()).isEqualByComparingTo("1");
  }

  /** Fails where a finding that nobody resolves when the connection speaks again goes unseen. */
  @Test
  void isLeftOpenWhenTheConnectionSpeaksAgain() {
    Verdicts verdicts = verdicts(Weight.OWED, finding("shopify-eu", "PT35S", 0, "open"));

    assertThat(verdicts.leftOpen()).hasSize(1);
  }

  @Test
  void isFalseWhenTheVendorWasAwayForAMoment() {
    Verdicts verdicts = verdicts(Weight.NORMAL, finding("shopify-eu", "PT35S", 0, "resolved"));

    assertThat(verdicts.falseAlarms()).hasSize(1);
  }

  /** Fails where a poll that began a while before its listing was answered is another silence. */
  @Test
  void mayHaveBegunSomePollsBeforeTheLastListing() {
    Verdicts verdicts = verdicts(Weight.OWED, finding("shopify-eu", "PT35S", -9, "resolved"));

    assertThat(verdicts.missed()).isEmpty();
  }

  /** Fails where only the beginning of a doubtful stretch, or only its end, may be named. */
  @ParameterizedTest
  @CsvSource({"-9,0", "0,0", "11,0", "13,1"})
  void mayBeginAtAnyTimeBetweenTheServicesDeathAndTheLastListing(int second, int missed) {
    Verdicts verdicts =
        new Verdicts(
            List.of(
                new Sighting(
                    finding("shopify-eu", "PT35S", second, "resolved"), HEARD.plusSeconds(48))),
            List.of(silence(Weight.OWED, HEARD.plusSeconds(11))));

    assertThat(verdicts.missed()).hasSize(missed);
  }

  @ParameterizedTest
  @CsvSource({"PT36S,0", "PT35S,-11", "PT35S,2"})
  void namesTheBoundAndTheMomentItWasLastHeard(String bound, int second) {
    Verdicts verdicts = verdicts(Weight.OWED, finding("shopify-eu", bound, second, "resolved"));

    assertThat(verdicts.found()).containsEntry(Kind.SILENT_SOURCE, 0);
    assertThat(verdicts.missed()).hasSize(1);
  }

  @Test
  void isMissedWhenAnotherConnectionIsNamed() {
    Verdicts verdicts = verdicts(Weight.OWED, finding("netsuite", "PT35S", 0, "resolved"));

    assertThat(verdicts.missed()).hasSize(1);
    assertThat(verdicts.falseAlarms()).hasSize(1);
  }

  private static Verdicts verdicts(Weight weight, Finding finding) {
    return new Verdicts(
        List.of(new Sighting(finding, HEARD.plusSeconds(36))), List.of(silence(weight, HEARD)));
  }

  /**
   * Nothing was certainly heard since {@link #HEARD}, and nothing at all since the last listing.
   */
  private static Unit silence(Weight weight, Instant lastListed) {
    return new Unit(
        Kind.SILENT_SOURCE,
        "",
        "",
        "shopify-eu",
        "watermark",
        HEARD,
        HEARD.plusSeconds(50),
        true,
        Duration.ofSeconds(37),
        weight,
        List.of(new Unit.Values("PT35S", lastListed.toString(), new Stake(BigDecimal.ZERO, ""))),
        Set.of("lag"));
  }

  private static Finding finding(String connection, String bound, int second, String state) {
    Instant since = HEARD.plusSeconds(second);
    return new Finding(
        "f1",
        "silentSource",
        connection,
        connection,
        "watermark",
        state,
        Optional.of(since),
        Optional.of(since.plusSeconds(35)),
        "heard within " + bound,
        "silent since " + since,
        "lag",
        BigDecimal.ZERO,
        "",
        Set.of(connection),
        "");
  }
}
