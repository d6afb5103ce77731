package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Actor.API;
import static io.plumbline.sandbox.oracle.Actor.SYSTEM;
import static io.plumbline.sandbox.oracle.Story.charged;
import static io.plumbline.sandbox.oracle.Story.order;
import static io.plumbline.sandbox.oracle.Story.paid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.plumbline.sandbox.oracle.Unit.Values;
import java.util.List;
import org.assertj.core.groups.Tuple;
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
  void findsNothingWhereTheFeeIsTheOneThatWasTold() {
    assertThat(found(charged(SOLD, "15.00", "0.74", "0.74", "14.26"))).isEmpty();
  }

  @Test
  void findsAFeeOtherThanTheOneThatWasTold() {
    assertThat(said(charged(SOLD, "15.00", "0.74", "1.48", "13.52")))
        .containsExactly(tuple("payments[77].fee", "0.74", "1.48", "0.74"));
  }

  @Test
  void findsAnAccountThatMovedByLess() {
    assertThat(said(charged(SOLD, "15.00", "0.74", "0.74", "13.26")))
        .containsExactly(tuple("payouts[1].net", "14.26", "13.26", "1.00"));
  }

  /** Mechanism: what stands at amount or fee already is not counted at the net again. */
  @Test
  void countsMoneyOnceWhereFeeAndNetAreWrong() {
    assertThat(said(charged(SOLD, "15.00", "0.74", "1.48", "12.00")))
        .containsExactlyInAnyOrder(
            tuple("payments[77].fee", "0.74", "1.48", "0.74"),
            tuple("payouts[1].net", "13.52", "12", "0"));
  }

  private static List<Tuple> said(Facts later) {
    return found(later).stream()
        .map(unit -> {
          Values last = unit.values().getLast();
          return tuple(
              unit.field(), last.expected(), last.actual(), last.stake().amount().toPlainString());
        })
        .toList();
  }

  @Test
  void findsMoneyThatWasTakenBack() {
    assertThat(found(paid(SOLD, "15.00", "15.00", "15.00")))
        .flatExtracting(Unit::values)
        .extracting(Values::expected, Values::actual, values -> values.stake().amount().toString())
        .containsExactly(tuple("0", "-15", "15.00"));
  }
}
