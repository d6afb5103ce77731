package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Actor.API;
import static io.plumbline.sandbox.oracle.Actor.SYSTEM;
import static io.plumbline.sandbox.oracle.Story.order;
import static io.plumbline.sandbox.oracle.Story.paid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.plumbline.sandbox.oracle.Unit.Values;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayoutsTest {
  private static final Facts SOLD = order("6", "2.50");

  private static List<Unit> found(Facts later) {
    return new Story()
        .placed(0).erp(1, API, SOLD).shop(20, SYSTEM, later).units(60).stream()
            .filter(unit -> unit.kind() == Kind.PAYOUT_MISMATCH)
            .toList();
  }

  @Test
  void findsNothingWhereAllIsSettled() {
    assertThat(found(paid(SOLD, "15.00", "15.00", "0"))).isEmpty();
  }

  @Test
  void findsAPaymentOfWhichLessWasSettled() {
    assertThat(found(paid(SOLD, "15.00", "7.50", "0")))
        .flatExtracting(Unit::values)
        .extracting(Values::expected, Values::actual, values -> values.stake().amount().toString())
        .containsExactly(tuple("15", "7.5", "7.50"));
  }

  @Test
  void findsMoneyThatWasTakenBack() {
    assertThat(found(paid(SOLD, "15.00", "15.00", "15.00")))
        .flatExtracting(Unit::values)
        .extracting(Values::expected, Values::actual, values -> values.stake().amount().toString())
        .containsExactly(tuple("0", "-15", "15.00"));
  }
}
