package io.plumbline.sandbox.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.oracle.Stake;
import io.plumbline.sandbox.oracle.Unit;
import io.plumbline.sandbox.oracle.Unit.Weight;
import io.plumbline.sandbox.rest.JsonApi;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  @Test
  void findsAUnitWhoseEveryPartMatches() {
    Verdicts verdicts = verdicts(List.of(seen("f1", 0)), List.of(unit(Weight.OWED, 0)));

    assertThat(verdicts.found()).containsEntry(Kind.FIELD_MISMATCH, 1);
    assertThat(verdicts.missed()).isEmpty();
    assertThat(verdicts.precision()).isEqualByComparingTo("1");
    assertThat(verdicts.detectionMillis(99)).isEqualTo(70);
  }

  @ParameterizedTest
  @CsvSource({
    "shopify-eu,6.0,5,editedOutside,1,0",
    "netsuite,6.0,4,editedOutside,1,0",
    "netsuite,7,5,editedOutside,1,0",
    "netsuite,6.0,5,lost,0,1",
  })
  void saysWhatIsWrongWithAFinding(
      String connection, String expected, String actual, String cause, int verdict, int because) {
    Sighting sighting = seen("f1", "fieldMismatch", connection, expected, actual, cause, 0);

    Verdicts verdicts = verdicts(List.of(sighting), List.of(unit(Weight.OWED, 0)));

    assertThat(verdicts.wrongVerdict()).isEqualTo(verdict);
    assertThat(verdicts.wrongCause()).isEqualTo(because);
    assertThat(verdicts.missed()).hasSize(1);
    assertThat(verdicts.falseAlarms()).isEmpty();
    assertThat(verdicts.precision()).isZero();
  }

  @Test
  void countsAFindingWithoutAnyUnitAsFalseAlarm() {
    Verdicts verdicts = verdicts(List.of(seen("f1", 0)), List.of());

    assertThat(verdicts.falseAlarms()).hasSize(1);
    assertThat(verdicts.precision()).isZero();
  }

  @Test
  void countsAFindingOfAnotherKindAsFalseAlarmAndMiss() {
    Sighting sighting = seen("f1", "rounding", "netsuite", "6", "5", "rounding", 0);

    Verdicts verdicts = verdicts(List.of(sighting), List.of(unit(Weight.OWED, 0)));

    assertThat(verdicts.falseAlarms()).hasSize(1);
    assertThat(verdicts.missed()).hasSize(1);
  }

  @Test
  void countsTheSecondFindingOfOneUnitAsFalseAlarm() {
    Verdicts verdicts =
        verdicts(List.of(seen("f1", 0), seen("f2", 1)), List.of(unit(Weight.OWED, 0)));

    assertThat(verdicts.falseAlarms()).extracting(Finding::id).containsExactly("f2");
    assertThat(verdicts.precision()).isEqualByComparingTo("0.5");
  }

  @Test
  void pairsEpisodesOfOneThingByTime() {
    List<Unit> units = List.of(unit(Weight.OWED, 0), unit(Weight.OWED, 100));

    Verdicts verdicts = verdicts(List.of(seen("f2", 100), seen("f1", 0)), units);

    assertThat(verdicts.missed()).isEmpty();
  }

  @Test
  void countsAnEpisodeOfDoubtfulLengthNeitherWay() {
    Verdicts verdicts = verdicts(List.of(seen("f1", 0)), List.of(unit(Weight.EITHER, 0)));

    assertThat(verdicts.falseAlarms()).isEmpty();
    assertThat(verdicts.missed()).isEmpty();
    assertThat(verdicts.neitherWay()).isEqualTo(1);
    assertThat(verdicts.precision()).isEqualByComparingTo("1");
  }

  @Test
  void holdsAFindingOnANormalDelayForFalse() {
    Verdicts verdicts = verdicts(List.of(seen("f1", 0)), List.of(unit(Weight.NORMAL, 0)));

    assertThat(verdicts.falseAlarms()).hasSize(1);
  }

  private static Verdicts verdicts(List<Sighting> sightings, List<Unit> units) {
    return new Verdicts(sightings, units);
  }

  static Unit unit(Weight weight, int second) {
    return new Unit(
        Kind.FIELD_MISMATCH,
        "shopify-eu:5120",
        "536365",
        "netsuite",
        "lines[9001].quantity",
        START.plusSeconds(second),
        START.plusSeconds(second + 30L),
        false,
        Duration.ofSeconds(30),
        weight,
        List.of(new Unit.Values("6", "5", new Stake(new BigDecimal("2.50"), "GBP"))),
        Set.of("editedOutside"));
  }

  static Sighting seen(String id, int second) {
    return seen(id, "fieldMismatch", "netsuite", "6.0", "5", "editedOutside", second);
  }

  static Sighting seen(
      String id,
      String kind,
      String connection,
      String expected,
      String actual,
      String cause,
      int second) {
    Instant observed = START.plusSeconds(second).plusMillis(900);
    Finding finding =
        new Finding(
            id,
            kind,
            "shopify-eu:5120",
            connection,
            "lines[9001].quantity",
            "open",
            java.util.Optional.of(observed),
            java.util.Optional.of(observed.plusSeconds(4)),
            expected,
            actual,
            cause,
            new BigDecimal("2.50"),
            "GBP",
            Set.of("shopify-eu:5120", "netsuite:48211"),
            "");
    return new Sighting(finding, observed.plusMillis(4070));
  }

  @Test
  void readsAFindingAsTheApiShowsIt() throws Exception {
    Finding finding =
        Finding.of(
            JsonApi.JSON.readTree(
                """
                {"id":"f1","flow":"order","kind":"fieldMismatch","key":"netsuite:48211",
                 "connection":"netsuite","field":"total","state":"open",
                 "observedAt":"2026-03-02T08:00:00Z","windowEndedAt":"2026-03-02T08:00:04Z",
                 "verdict":{"connection":"netsuite","expected":"139.12","actual":"120.00"},
                 "cause":{"family":"editedOutside"},
                 "exposure":{"amount":"19.12","currency":"GBP"},
                 "externalIds":{"shopify-eu":["5120"],"netsuite":["48211"]},
                 "changedAt":"2026-03-02T08:00:04.1Z"}
                """));

    assertThat(finding.concerns("shopify-eu:5120")).isTrue();
    assertThat(finding.exposure()).isEqualTo("19.12");
    assertThat(finding.causeInWords()).isEqualTo("edited outside the flow");
  }
}
