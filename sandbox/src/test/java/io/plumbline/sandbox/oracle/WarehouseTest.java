package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Actor.API;
import static io.plumbline.sandbox.oracle.Actor.STAFF;
import static io.plumbline.sandbox.oracle.Story.booked;
import static io.plumbline.sandbox.oracle.Story.cancelled;
import static io.plumbline.sandbox.oracle.Story.order;
import static io.plumbline.sandbox.oracle.Story.packed;
import static io.plumbline.sandbox.oracle.Story.returned;
import static io.plumbline.sandbox.oracle.Story.shipped;
import static io.plumbline.sandbox.oracle.Story.status;
import static io.plumbline.sandbox.oracle.Unit.Weight.NORMAL;
import static io.plumbline.sandbox.oracle.Unit.Weight.OWED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What the truth says of an order that a warehouse ships. */
class WarehouseTest {
  private static final Facts SOLD = order("6", "2.50");
  private static final Facts PART = shipped(SOLD, "partial", Map.of("P1", "2"));
  private static final String SHIPMENT = "shopify-eu:5120:ff:shiphero.sP1";
  private static final String INVOICE = "shopify-eu:5120:inv:shiphero.sP1";
  private static final Facts WHOLE = shipped(SOLD, "fulfilled", Map.of("P1", "6"));

  private static Story brought() {
    return new Story().withWarehouse().placed(0).erp(1, API, SOLD).floor(1, API, SOLD);
  }

  /** Brought everywhere, shipped by the warehouse and told to all. */
  private static Story delivered() {
    return brought().floor(50, STAFF, WHOLE).erp(51, API, WHOLE).shop(51, API, WHOLE);
  }

  @Test
  void findsNothingWhereEveryParcelIsTold() {
    assertThat(owed(delivered())).isEmpty();
  }

  @Test
  void owesAnOrderThatNoWarehouseHas() {
    Story story = new Story().withWarehouse().placed(0).erp(1, API, SOLD);

    assertThat(owed(story))
        .containsExactly(unit(Kind.MISSING, "shiphero", "record", "present", "absent"));
  }

  @Test
  void asksNoWarehouseForWhatTheTillSold() {
    Story story = new Story().withWarehouse().channel("pos").placed(0).erp(1, API, SOLD);

    assertThat(owed(story)).isEmpty();
  }

  @Test
  void expectsAnEditThatTheWarehouseRefused() {
    Story story =
        brought().buyer(50, order("7", "2.50")).erp(51, API, order("7", "2.50")).floorRefuses(51);

    assertThat(owed(story))
        .containsExactly(
            unit(Kind.EDITED_AFTER_SYNC, "shiphero", "lines[9001].quantity", "7", "6"));
    assertThat(causes(story)).containsExactly("rejected");
  }

  @Test
  void callsAWarehouseWrongThatShipsWhatWasCancelledBefore() {
    Facts off = cancelled(SOLD, 40);
    Story story =
        brought()
            .buyer(40, off)
            .erp(41, API, cancelled(SOLD, 40))
            .floorRefuses(41)
            .floor(50, STAFF, WHOLE);

    assertThat(owed(story))
        .contains(
            unit(
                Kind.CANCELLED_BUT_SHIPPED,
                "shiphero",
                "fulfilment.status",
                "cancelled",
                "shipped"));
    assertThat(causes(story)).containsExactly("rejected");
  }

  @Test
  void callsAShopWrongThatCancelsWhatHadLeft() {
    Story story = delivered().buyer(60, cancelled(WHOLE, 60));

    assertThat(owed(story))
        .extracting(tuple -> tuple.toList().subList(0, 2))
        .contains(List.of(Kind.CANCELLED_BUT_SHIPPED, "shopify-eu"));
  }

  @Test
  void expectsWhatIsToldToHaveShippedAndHasNot() {
    Story story = brought().shop(50, STAFF, shipped(SOLD, "fulfilled", Map.of()));

    assertThat(owed(story))
        .contains(
            unit(Kind.TOLD_SHIPPED, "shopify-eu", "fulfilment.status", "unfulfilled", "fulfilled"));
  }

  @Test
  void expectsAnotherNumberThanTheParcels() {
    Story story = delivered().shop(60, STAFF, shipped(SOLD, "fulfilled", Map.of("X9", "6")));

    assertThat(owed(story))
        .containsExactly(
            unit(
                Kind.TRACKING_MISSING,
                "shopify-eu",
                "fulfilment.shipments[sP1].tracking",
                "P1",
                "X9"));
    assertThat(causes(story)).containsExactly("editedOutside");
  }

  /**
   * Mechanism: parcel numbers are known over all orders of a run; a buyer asks once ({@code
   * Support}).
   */
  @Test
  void expectsAParcelOfAnotherSale() {
    Story other = delivered().sale("5121", "536366");
    Facts told = shipped(SOLD, "fulfilled", Map.of("P1", "6"));
    Story wrong =
        new Story()
            .withWarehouse()
            .placed(0)
            .erp(1, API, SOLD)
            .floor(1, API, SOLD)
            .floor(50, STAFF, shipped(SOLD, "fulfilled", Map.of("P2", "6")))
            .shop(51, STAFF, told);

    assertThat(Story.units(100, other, wrong))
        .filteredOn(unit -> unit.kind() == Kind.WRONG_CHANNEL)
        .extracting(Unit::sale, Unit::field, WarehouseTest::stake)
        .containsExactly(Tuple.tuple("shopify-eu:5120", "tracking[P1]", "0"));
    assertThat(Story.units(100, other, wrong))
        .filteredOn(unit -> unit.kind() == Kind.TRACKING_MISSING)
        .extracting(Unit::sale, WarehouseTest::stake)
        .contains(Tuple.tuple("shopify-eu:5120", "4.50"));
  }

  @Test
  void expectsBooksThatShipAnotherQuantity() {
    Story story =
        brought()
            .floor(50, STAFF, PART)
            .shop(51, API, PART)
            .erp(51, API, shipped(SOLD, "partial", Map.of("P1", "3")));

    assertThat(owed(story))
        .contains(
            unit(Kind.PARTIAL_MISMATCH, "netsuite", "fulfilment.lines[9001].shipped", "2", "3"));
  }

  /** Mechanism: a shop that is as far as the warehouse is compared with it line by line. */
  @Test
  void expectsAShopThatTellsOfMoreThanLeft() {
    Facts besides = shipped(SOLD, "partial", Map.of("P1", "2", "X9", "1"));
    Story story =
        brought()
            .floor(50, STAFF, PART)
            .shop(51, API, PART)
            .erp(51, API, PART)
            .shop(55, STAFF, besides);

    assertThat(owed(story))
        .contains(
            unit(Kind.PARTIAL_MISMATCH, "shopify-eu", "fulfilment.lines[9001].shipped", "2", "3"));
  }

  @Test
  void expectsARestThatNobodyShips() {
    Story story = brought().floor(50, STAFF, PART).shop(51, API, PART).erp(51, API, PART);

    assertThat(owed(story))
        .containsExactly(unit(Kind.STUCK, "shiphero", "partial", "fulfilled", "partial"));
  }

  /** Mechanism: {@code Waiting}; what is packed is told at once, and may stand for some time. */
  @Test
  void expectsAParcelThatIsToldAndNeverLeaves() {
    Story story =
        brought().floor(50, STAFF, packed(WHOLE)).erp(51, API, WHOLE).shop(52, API, WHOLE);

    assertThat(owed(story))
        .containsExactlyInAnyOrder(
            unit(
                Kind.TOLD_SHIPPED,
                "shopify-eu",
                "fulfilment.shipments[sP1].status",
                "packed",
                "shipped"),
            unit(
                Kind.TOLD_SHIPPED,
                "netsuite",
                "fulfilment.shipments[sP1].status",
                "packed",
                "shipped"));
    assertThat(causes(story)).containsExactly("lag");
    assertThat(story.units(100))
        .filteredOn(unit -> unit.weight() == OWED)
        .extracting(unit -> unit.wrong() + " " + stake(unit))
        .containsExactlyInAnyOrder("shopify-eu 15.00", "netsuite 0");
  }

  @Test
  void findsNothingInAParcelThatACarrierTakesInTime() {
    Story story =
        brought()
            .floor(50, STAFF, packed(WHOLE))
            .erp(51, API, WHOLE)
            .shop(51, API, WHOLE)
            .floor(54, STAFF, WHOLE);

    assertThat(story.units(100))
        .filteredOn(unit -> unit.kind() == Kind.TOLD_SHIPPED)
        .allMatch(unit -> unit.weight() == NORMAL);
  }

  /** Mechanism: what came back had left, so whoever told of it told the truth. */
  @Test
  void findsNothingInAParcelThatCameBack() {
    assertThat(owed(delivered().floor(60, STAFF, returned(WHOLE)))).isEmpty();
  }

  /** Mechanism: who shows all that left is not behind a warehouse that gave up the rest. */
  @Test
  void findsNothingInWhatTheWarehouseGaveUpOnceAllThatLeftIsTold() {
    Facts done = shipped(SOLD, "fulfilled", Map.of("P1", "2"));

    assertThat(owed(brought().floor(50, STAFF, done).shop(51, API, PART).erp(51, API, PART)))
        .isEmpty();
    assertThat(owed(brought().floor(50, STAFF, done).erp(51, API, PART)))
        .extracting(found -> found.toList().getFirst())
        .contains(Kind.TRACKING_MISSING);
  }

  @Test
  void countsAParcelThatTheShopNeverHeardOfAsLost() {
    Story story = brought().floor(50, STAFF, WHOLE).erp(51, API, WHOLE);

    assertThat(story.damage().lost()).containsExactly("536365");
  }

  /** Mechanism: a shipment of ours in the books has an invoice of the same name beside it. */
  @Test
  void countsAParcelThatIsBookedAndNeverBilledAsLost() {
    assertThat(bookedAs(SHIPMENT).damage().lost()).containsExactly("536365");
    assertThat(bookedAs(SHIPMENT, INVOICE + "0").damage().lost()).containsExactly("536365");
    assertThat(bookedAs(SHIPMENT, INVOICE).damage().none()).isTrue();
  }

  @Test
  void asksForNoInvoiceOfWhatCameBackWasCalledOffOrIsNotOursInTheBooks() {
    assertThat(bookedAs(SHIPMENT).floor(60, STAFF, returned(WHOLE)).damage().lost()).isEmpty();
    assertThat(bookedAs(SHIPMENT).buyer(60, cancelled(WHOLE, 60)).damage().lost()).isEmpty();
    assertThat(
            bookedAs(SHIPMENT)
                .erp(60, API, booked(status(WHOLE, "closed"), SHIPMENT))
                .damage()
                .lost())
        .isEmpty();
    assertThat(delivered().damage().lost()).isEmpty();
  }

  private static Story bookedAs(String... children) {
    return brought()
        .floor(50, STAFF, WHOLE)
        .erp(51, API, booked(WHOLE, children))
        .shop(51, API, WHOLE);
  }

  @Test
  void countsAParcelThatIsToldTwiceAsADuplicate() {
    Facts twice =
        new Facts(
            SOLD.status(),
            true,
            false,
            SOLD.header(),
            SOLD.lines(),
            SOLD.cancelledAt(),
            new Shipped("fulfilled", WHOLE.shipped().parcels(), Map.of(), List.of("ff:1", "ff:1")),
            Paid.NOTHING);

    assertThat(delivered().erp(60, API, twice).damage().duplicates()).containsExactly("536365");
  }

  private static List<Tuple> owed(Story story) {
    return story.units(100).stream()
        .filter(unit -> unit.weight() == OWED)
        .map(unit ->
            unit(
                unit.kind(),
                unit.wrong(),
                unit.field(),
                unit.values().getLast().expected(),
                unit.values().getLast().actual()))
        .toList();
  }

  private static String stake(Unit unit) {
    return unit.values().getLast().stake().amount().toPlainString();
  }

  private static List<String> causes(Story story) {
    return story.units(100).stream()
        .filter(unit -> unit.weight() == OWED)
        .flatMap(unit -> unit.causes().stream())
        .distinct()
        .toList();
  }

  private static Tuple unit(Kind kind, String wrong, String field, String expected, String actual) {
    return Tuple.tuple(kind, wrong, field, expected, actual);
  }
}
