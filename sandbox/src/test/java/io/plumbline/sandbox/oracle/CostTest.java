package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Actor.API;
import static io.plumbline.sandbox.oracle.Actor.STAFF;
import static io.plumbline.sandbox.oracle.Actor.SYSTEM;
import static io.plumbline.sandbox.oracle.Story.fulfilled;
import static io.plumbline.sandbox.oracle.Story.order;
import static io.plumbline.sandbox.oracle.Story.status;
import static io.plumbline.sandbox.oracle.Story.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The oracle's own amounts; each sum is reckoned by hand from an order of 6 at 2.50. */
class CostTest {
  private static final Facts AGREED = order("6", "2.50");

  @Test
  void takesTheTotalOfAnOrderThatTheErpLacks() {
    assertThat(stakes(agreed().deleted(20, STAFF))).containsExactly("record 15.00 GBP");
  }

  @Test
  void takesTheTotalOfAnOrderThatTheStorefrontLost() {
    assertThat(stakes(agreed().vanished(20, STAFF))).containsExactly("record 15.00 GBP");
  }

  @Test
  void takesTheTotalForEachCopyTooMany() {
    Story story = agreed().erp(20, STAFF, "2", AGREED).erp(20, STAFF, "3", AGREED);

    assertThat(story.units(60).getLast().values())
        .extracting(values -> values.stake().amount().toPlainString())
        .containsExactly("15.00", "30.00");
  }

  @Test
  void takesAQuantityByTheExpectedPriceAndAPriceByTheActualQuantity() {
    assertThat(stakes(agreed().erp(20, STAFF, order("4", "2.00"))))
        .containsExactlyInAnyOrder(
            "lines[9001].quantity 5.00 GBP", "lines[9001].unitPrice 2.00 GBP");
  }

  @Test
  void takesTheErpForRightOnceItFulfilled() {
    Story story = agreed().erp(10, SYSTEM, fulfilled(AGREED)).buyer(20, order("8", "2.50"));

    assertThat(stakes(story)).containsExactly("lines[9001].quantity 5.00 GBP");
  }

  @Test
  void takesTheWholeLineThatOneSideLacks() {
    Facts none =
        new Facts("open", false, false, AGREED.header(), Map.of("other", line("1", "0.50")));

    assertThat(stakes(agreed().erp(20, STAFF, none)))
        .contains("lines[9001].quantity 15.00 GBP", "lines[other].quantity 0.50 GBP");
  }

  @Test
  void takesTheWholeOrderForAStatus() {
    assertThat(stakes(agreed().erp(20, STAFF, status(with(AGREED, "total", "1"), "cancelled"))))
        .contains("status 15.00 GBP");
    assertThat(stakes(agreed().buyer(20, status(with(AGREED, "total", "0"), "cancelled"))))
        .containsExactly("status 15.00 GBP");
  }

  @Test
  void takesTheDifferenceOfASum() {
    Facts dearer = with(with(AGREED, "tax", "3"), "total", "18");

    assertThat(stakes(agreed().erp(20, STAFF, dearer))).containsExactly("tax 3.00 GBP");
  }

  @Test
  void takesOfATotalOnlyWhatNothingElseExplains() {
    Facts dearer = with(with(AGREED, "tax", "3"), "total", "20");

    assertThat(stakes(agreed().erp(20, STAFF, dearer)))
        .containsExactlyInAnyOrder("tax 3.00 GBP", "total 2.00 GBP");
  }

  @Test
  void reckonsInTheSmallestUnitOfTheCurrency() {
    Facts yen = with(AGREED, "currency", "JPY");
    Story story =
        new Story().buyer(0, yen).erp(1, API, yen).erp(20, STAFF, with(yen, "total", "1000.4"));

    assertThat(stakes(story)).containsExactly("total 985 JPY");
  }

  private static Story agreed() {
    return new Story().placed(0).erp(1, API, AGREED);
  }

  private static Facts.Line line(String quantity, String price) {
    return new Facts.Line("20B", new BigDecimal(quantity), new BigDecimal(price));
  }

  private static List<String> stakes(Story story) {
    return story.units(60).stream()
        .filter(unit -> unit.weight() == Unit.Weight.OWED)
        .map(unit -> {
          Stake stake = unit.values().getLast().stake();
          return unit.field() + " " + stake.amount().toPlainString() + " " + stake.currency();
        })
        .toList();
  }
}
