package io.plumbline.reconciler.parcel;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.parcel.Claim.Side;
import io.plumbline.reconciler.view.Episode.Start;
import io.plumbline.reconciler.view.Misplaced;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose number a parcel's is. */
class ParcelTest {
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final String MINE = "shop-a:1";
  private static final String OTHER = "shop-b:2";

  private final Claim told = claim(Side.TELLS, MINE, "shop-a", 5);
  private final Claim shippedForOther = claim(Side.SHIPS, OTHER, "attic", 1);
  private final Claim shippedForMe = claim(Side.SHIPS, MINE, "attic", 2);

  @Test
  void accusesNobodyOfANumberThatNobodyShipped() {
    assertThat(Parcel.UNKNOWN.with(told).answersSince(Parcel.UNKNOWN, told)).isEmpty();
  }

  @Test
  void namesWarehouseAndOwnerOfANumberToldOfAnotherOrder() {
    Parcel before = Parcel.UNKNOWN.with(shippedForOther);

    List<Answer> answers = before.with(told).answersSince(before, told);

    Misplaced misplaced = new Misplaced("shop-a", "attic", OTHER);
    assertThat(answers)
        .containsExactly(new Answer(7, 3, MINE, "DP6", List.of(misplaced), told.by()));
  }

  /** Whichever word comes first, the contradiction is as old as the later of the two. */
  @Test
  void beginsWithTheLaterWordWhicheverArrivesFirst() {
    Parcel before = Parcel.UNKNOWN.with(told);

    List<Answer> answers = before.with(shippedForOther).answersSince(before, shippedForOther);

    assertThat(answers).singleElement().extracting(Answer::by).isEqualTo(told.by());
  }

  @Test
  void findsNothingWhereOneParcelHoldsGoodsOfBoth() {
    Parcel before = Parcel.UNKNOWN.with(shippedForOther).with(told);

    List<Answer> answers = before.with(shippedForMe).answersSince(before, shippedForMe);

    assertThat(answers)
        .containsExactly(new Answer(7, 3, MINE, "DP6", List.of(), shippedForMe.by()));
  }

  /** Until the warehouse took it back, the parcel was this order's as well. */
  @Test
  void beginsWhenTheOrderNoLongerShipsIt() {
    Parcel before = Parcel.UNKNOWN.with(shippedForOther).with(shippedForMe).with(told);
    Claim voided = gone(shippedForMe);

    assertThat(before.with(voided).answersSince(before, voided))
        .singleElement()
        .extracting(Answer::by)
        .isEqualTo(voided.by());
  }

  @Test
  void takesBackWhatIsToldNoMore() {
    Parcel before = Parcel.UNKNOWN.with(shippedForOther).with(told);
    Claim untold = gone(told);

    assertThat(before.with(untold).answersSince(before, untold))
        .singleElement()
        .matches(answer -> answer.misplaced().isEmpty());
  }

  @Test
  void forgetsAParcelOfWhichNothingIsSaidAnyMore() {
    assertThat(Parcel.UNKNOWN.with(told).with(gone(told))).isEqualTo(Parcel.UNKNOWN);
  }

  @Test
  void saysNothingAnewWhereNothingChanged() {
    Parcel before = Parcel.UNKNOWN.with(shippedForOther).with(told);

    Claim again = claim(Side.SHIPS, "shop-c:3", "shiphero", 9);

    assertThat(before.with(again).answersSince(before, again)).isEmpty();
  }

  /** One past the bound: it is the number of no parcel, so nobody is accused by it any more. */
  @Test
  void accusesNobodyAnewOfANumberThatEverybodyTells() {
    Parcel common = common();
    Claim another = claim(Side.TELLS, "shop-a:999", "shop-a", 120);
    Claim voided = gone(claim(Side.SHIPS, MINE, "attic", 2));

    assertThat(common.common()).isTrue();
    assertThat(common.with(another)).isEqualTo(common);
    assertThat(common.with(voided).answersSince(common, voided)).isEmpty();
  }

  /** Mechanism: that many say a number is no agreement with those who say it. */
  @Test
  void clearsNobodyBecauseANumberBecameCommon() {
    Parcel full = full();
    Claim last = claim(Side.TELLS, "shop-a:99", "shop-a", 99);

    assertThat(full.common()).isFalse();
    assertThat(full.with(last).common()).isTrue();
    assertThat(full.with(last).answersSince(full, last)).isEmpty();
  }

  /** Mechanism: a common number keeps what the standing accusations hang on. */
  @Test
  void clearsWhoTellsACommonNumberNoMore() {
    Parcel common = common();
    Claim untold = gone(claim(Side.TELLS, "shop-a:105", "shop-a", 5));

    assertThat(common.with(untold).answersSince(common, untold))
        .containsExactly(new Answer(8, 3, "shop-a:105", "DP6", List.of(), untold.by()));
  }

  @Test
  void clearsWhoShipsACommonNumberAsWell() {
    Parcel common = common();
    Claim ships = claim(Side.SHIPS, "shop-a:105", "attic", 130);

    assertThat(common.with(ships).answersSince(common, ships))
        .containsExactly(new Answer(7, 3, "shop-a:105", "DP6", List.of(), ships.by()));
  }

  @Test
  void keepsNothingOfACommonNumberThatAccusesNobody() {
    Parcel parcel = Parcel.UNKNOWN;
    for (int i = 0; i <= Parcel.MOST; i++) {
      parcel = parcel.with(claim(Side.TELLS, "shop-a:" + (100 + i), "shop-a", i));
    }

    assertThat(parcel).isEqualTo(new Parcel(Map.of(), true));
  }

  /** As many as there can be: one order ships and is told it, the others are only told it. */
  private Parcel full() {
    Parcel parcel = Parcel.UNKNOWN.with(shippedForOther).with(shippedForMe).with(told);
    for (int i = 3; i < Parcel.MOST; i++) {
      parcel = parcel.with(claim(Side.TELLS, "shop-a:" + (100 + i), "shop-a", i));
    }
    return parcel;
  }

  private Parcel common() {
    return full().with(claim(Side.TELLS, "shop-a:99", "shop-a", 99));
  }

  private static Claim claim(Side side, String key, String connection, int second) {
    Start by = new Start(connection, second, T.plusSeconds(second));
    return new Claim(7, side, "DP6", key, connection, 3, by, false);
  }

  private static Claim gone(Claim claim) {
    Start later = new Start(claim.connection(), 50, T.plusSeconds(50));
    return new Claim(
        8,
        claim.side(),
        claim.number(),
        claim.key(),
        claim.connection(),
        claim.home(),
        later,
        true);
  }
}
