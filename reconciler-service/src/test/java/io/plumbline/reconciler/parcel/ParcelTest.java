package io.plumbline.reconciler.parcel;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.parcel.Claim.Side;
import io.plumbline.reconciler.view.Episode.Start;
import io.plumbline.reconciler.view.Misplaced;
import java.time.Instant;
import java.util.List;
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

  /** One past the bound: it is the number of no parcel, and whoever was accused is cleared. */
  @Test
  void takesANumberThatEverybodyTellsForNone() {
    Parcel parcel = Parcel.UNKNOWN.with(shippedForOther).with(told);
    for (int i = 2; i < Parcel.MOST; i++) {
      parcel = parcel.with(claim(Side.TELLS, "shop-a:" + (100 + i), "shop-a", i));
    }
    assertThat(parcel.common()).isFalse();
    Claim last = claim(Side.TELLS, "shop-a:99", "shop-a", 99);

    Parcel common = parcel.with(last);

    assertThat(common.common()).isTrue();
    assertThat(common.answersSince(parcel, last))
        .hasSize(Parcel.MOST - 1)
        .allMatch(answer -> answer.misplaced().isEmpty());
    assertThat(common.with(told)).isEqualTo(common);
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
