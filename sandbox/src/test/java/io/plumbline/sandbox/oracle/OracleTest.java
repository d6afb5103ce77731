package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Actor.API;
import static io.plumbline.sandbox.oracle.Actor.APP;
import static io.plumbline.sandbox.oracle.Actor.STAFF;
import static io.plumbline.sandbox.oracle.Actor.SYSTEM;
import static io.plumbline.sandbox.oracle.Story.fulfilled;
import static io.plumbline.sandbox.oracle.Story.order;
import static io.plumbline.sandbox.oracle.Story.status;
import static io.plumbline.sandbox.oracle.Story.with;
import static io.plumbline.sandbox.oracle.Unit.Weight.EITHER;
import static io.plumbline.sandbox.oracle.Unit.Weight.NORMAL;
import static io.plumbline.sandbox.oracle.Unit.Weight.OWED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OracleTest {
  private static final Facts AGREED = order("6", "2.50");

  @ParameterizedTest
  @CsvSource({"1.999,NORMAL", "2.0,EITHER", "8.0,EITHER", "8.001,OWED"})
  void weighsAnEpisodeByTheWindow(double seconds, Unit.Weight weight) {
    Story story = new Story().placed(0).erp(seconds, API, AGREED);

    assertThat(story.units(60)).extracting(Unit::weight).containsExactly(weight);
  }

  @Test
  void doesNotCountTimeInWhichASystemWasDown() {
    Story story = new Story().placed(0).outage(0.5, 12).outage(10, 15).erp(16, API, AGREED);

    assertThat(story.units(60)).extracting(Unit::weight).containsExactly(NORMAL);
  }

  /** Mechanism: an outage excuses only those who wait for that system. */
  @Test
  void countsTimeInWhichASystemThatIsNotConcernedWasDown() {
    Story story =
        new Story()
            .placed(0)
            .outage("shiphero", 0.5, 12)
            .outage("netsuite", 12, 13)
            .erp(20, API, AGREED);

    assertThat(story.units(60)).extracting(Unit::weight).containsExactly(OWED);
  }

  @Test
  void neitherOwesNorForbidsAFindingForAWriteThatAFaultDelayed() {
    Story story = new Story().placed(0).disturbed(1).erp(10, API, AGREED);

    assertThat(story.units(60)).extracting(Unit::weight).containsExactly(EITHER);
  }

  /**
   * Fails where a disturbed write excuses any delay: the window is 4 s, and one strike one more.
   */
  @ParameterizedTest
  @CsvSource({"12.0,1,EITHER", "12.001,1,NORMAL", "16.0,2,EITHER", "16.001,2,NORMAL"})
  void forbidsAFindingForADisturbanceThatShowsTooLong(
      double seconds, int strikes, Unit.Weight weight) {
    Story story = new Story().placed(0);
    for (int i = 1; i <= strikes; i++) {
      story.disturbed(i);
    }

    assertThat(story.erp(seconds, API, AGREED).units(60))
        .extracting(Unit::weight)
        .containsExactly(weight);
  }

  /** Fails where a late repair of ours excuses what staff did. */
  @Test
  void owesAFindingForAStaffEditThatAStruckWriteEnded() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, AGREED)
            .erp(20, STAFF, order("5", "2.50"))
            .disturbed(29)
            .erp(30, API, AGREED);

    assertThat(owed(story)).hasSize(1);
  }

  @Test
  void owesAFindingForAnAgreementThatStaffBroughtAboutLate() {
    Story story = new Story().placed(0).disturbed(1).erp(10, STAFF, AGREED);

    assertThat(story.units(60)).extracting(Unit::weight).containsExactly(OWED);
  }

  @Test
  void pairsLinesWithoutReferenceByItemAndPrice() {
    Facts unreferenced =
        new Facts(
            "open",
            false,
            false,
            AGREED.header(),
            java.util.Map.of("erp:1", AGREED.lines().values().iterator().next()));
    Story story = new Story().placed(0).erp(1, APP, unreferenced);

    assertThat(story.units(60)).extracting(Unit::weight).containsExactly(NORMAL);
  }

  @Test
  void expectsARecordDeletedBehindOurBack() {
    Story story = new Story().placed(0).erp(1, API, AGREED).deleted(20, STAFF);

    assertThat(owed(story))
        .containsExactly(
            unit(Kind.MISSING, "netsuite", "record", "present", "absent", "editedOutside"));
  }

  @Test
  void expectsAnOrderThatVanishedFromTheStorefrontWhileTheErpGoesOn() {
    Story story = new Story().placed(0).erp(1, API, AGREED).vanished(20, STAFF);

    assertThat(owed(story))
        .containsExactly(
            unit(Kind.MISSING, "shopify-eu", "record", "present", "absent", "editedOutside"));
  }

  @Test
  void mindsNoVanishedOrderThatTheErpHasCalledOff() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, AGREED)
            .buyer(10, status(AGREED, "cancelled"))
            .erp(11, API, status(AGREED, "cancelled"))
            .vanished(20, STAFF);

    assertThat(owed(story)).isEmpty();
  }

  @Test
  void expectsAnOrderTheTillNeverPushed() {
    Story story = new Story().channel("pos").placed(0);

    assertThat(owed(story))
        .containsExactly(
            unit(Kind.MISSING, "netsuite", "record", "present", "absent", "neverAttempted"));
  }

  @Test
  void blamesARejectionForAnOrderThatNeverArrived() {
    Story story = new Story().placed(0).rejected(1);

    assertThat(owed(story))
        .containsExactly(unit(Kind.MISSING, "netsuite", "record", "present", "absent", "rejected"));
  }

  @Test
  void expectsADoubledRecordOnce() {
    Story story = new Story().placed(0).erp(1, API, AGREED).erp(20, STAFF, "48300", AGREED);

    assertThat(owed(story))
        .containsExactly(unit(Kind.DUPLICATE, "netsuite", "record", "1", "2", "duplicated"));
  }

  @Test
  void expectsOneUnitForAnEditedQuantityAndItsTotals() {
    Story story = new Story().placed(0).erp(1, API, AGREED).erp(20, STAFF, order("5", "2.50"));

    assertThat(owed(story))
        .containsExactly(
            unit(
                Kind.FIELD_MISMATCH,
                "netsuite",
                "lines[9001].quantity",
                "6",
                "5",
                "editedOutside"));
  }

  @Test
  void keepsATotalThatALineDoesNotExplain() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, AGREED)
            .erp(20, STAFF, with(order("5", "2.50"), "total", "3"));

    assertThat(owed(story))
        .extracting(tuple -> tuple.toList().get(2))
        .containsExactly("lines[9001].quantity", "total");
  }

  @Test
  void expectsRoundingOnTheTaxThatExplainsTheTotal() {
    Facts rounded = with(with(AGREED, "tax", "0.01"), "total", "15.01");
    Story story = new Story().placed(0).erp(1, API, AGREED).erp(20, STAFF, rounded);

    assertThat(owed(story))
        .containsExactly(unit(Kind.ROUNDING, "netsuite", "tax", "0", "0.01", "rounding"));
  }

  @Test
  void countsNoGoodsAgainstASideThatHoldsNoLines() {
    Facts taxed = with(with(AGREED, "tax", "1"), "total", "16");
    Facts bare = new Facts("open", false, false, taxed.header(), Map.of());
    Facts less = new Facts("open", false, false, AGREED.header(), Map.of());
    Story story = new Story().buyer(0, taxed).erp(1, API, bare).erp(20, STAFF, less);

    assertThat(owed(story))
        .containsExactly(unit(Kind.FIELD_MISMATCH, "netsuite", "tax", "1", "0", "editedOutside"));
  }

  @ParameterizedTest
  @CsvSource({"15.02,ROUNDING", "15.03,FIELD_MISMATCH"})
  void callsRoundingWhatTheLinesCanAddUpTo(String total, Kind kind) {
    Story story =
        new Story().placed(0).erp(1, API, AGREED).erp(20, STAFF, with(AGREED, "total", total));

    assertThat(story.units(60))
        .filteredOn(unit -> unit.weight() == OWED)
        .extracting(Unit::kind)
        .containsExactly(kind);
  }

  @Test
  void holdsTheStorefrontWrongOnceTheErpFulfilled() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, AGREED)
            .erp(10, SYSTEM, fulfilled(AGREED))
            .buyer(20, order("7", "2.50"));

    assertThat(owed(story))
        .containsExactly(
            unit(
                Kind.FIELD_MISMATCH,
                "shopify-eu",
                "lines[9001].quantity",
                "6",
                "7",
                "editedOutside"));
  }

  @Test
  void endsAnEpisodeWhenOurNewerWriteArrives() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, AGREED)
            .erp(20, STAFF, order("5", "2.50"))
            .buyer(30, order("9", "2.50"))
            .erp(31, API, order("9", "2.50"));

    Unit unit = story.units(60).getLast();
    assertThat(unit.until()).isEqualTo(unit.from().plusSeconds(11));
    assertThat(unit.values())
        .extracting(Unit.Values::expected, Unit.Values::actual)
        .containsExactly(Tuple.tuple("6", "5"), Tuple.tuple("9", "5"));
  }

  @Test
  void tellsTwoEpisodesOfTheSameThingApart() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, AGREED)
            .erp(20, STAFF, status(AGREED, "cancelled"))
            .erp(30, STAFF, AGREED)
            .erp(40, STAFF, status(AGREED, "cancelled"));

    assertThat(owed(story))
        .hasSize(2)
        .allMatch(
            unit(Kind.FIELD_MISMATCH, "netsuite", "status", "open", "cancelled", "editedOutside")
                ::equals);
  }

  @Test
  void doesNotMindHowASystemFilesAnOrderAway() {
    Story story = new Story().placed(0).erp(1, API, status(AGREED, "closed"));

    assertThat(story.units(60)).extracting(Unit::weight).containsExactly(NORMAL);
  }

  @Test
  void owesNothingForAnOrderCancelledBeforeItReachedTheErp() {
    Story story = new Story().placed(0).buyer(1, status(AGREED, "cancelled"));

    assertThat(owed(story)).isEmpty();
  }

  @Test
  void comparesOnlyTheStatusOfACancelledOrder() {
    Story story =
        new Story()
            .placed(0)
            .erp(1, API, AGREED)
            .buyer(10, status(order("0", "2.50"), "cancelled"))
            .erp(11, API, status(AGREED, "cancelled"));

    assertThat(story.units(60)).noneMatch(unit -> unit.weight() != NORMAL);
  }

  @Test
  void doesNotCompareWhatOneSideDoesNotHold() {
    Story story = new Story().placed(0).erp(1, APP, with(AGREED, "discount", "2"));

    assertThat(story.units(60)).extracting(Unit::weight).containsExactly(NORMAL);
  }

  @Test
  void leavesAnEpisodeUndecidedThatTheRunCutShort() {
    Story story = new Story().placed(0).erp(1, API, AGREED).deleted(20, STAFF);

    assertThat(story.units(25).getLast().weight()).isEqualTo(EITHER);
  }

  private static List<Tuple> owed(Story story) {
    return story.units(60).stream()
        .filter(unit -> unit.weight() == OWED)
        .map(
            unit -> Tuple.tuple(unit.kind(), unit.wrong(), unit.field(), said(unit), unit.causes()))
        .toList();
  }

  private static Tuple unit(
      Kind kind, String wrong, String field, String expected, String actual, String cause) {
    return Tuple.tuple(
        kind, wrong, field, List.of(expected + " not " + actual), java.util.Set.of(cause));
  }

  private static List<String> said(Unit unit) {
    return unit.values().stream()
        .map(values -> values.expected() + " not " + values.actual())
        .toList();
  }
}
