package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Shipments as the shop is told of them: each once, and whatever is missing. */
class ShopifyShippingIT extends ShippedShop {

  @Test
  void tellsTwoShipmentsWithTheirTrackingAtTheRightLines() throws Unusable {
    var id = order();
    var first = parcel(id, "T1", Map.of("A", 4));
    var second = parcel(id, "T2", Map.of("A", 2, "B", 3));

    var steps = plan(id, first, second);
    steps.forEach(connector::send);

    assertThat(steps)
        .extracting(Step::reference)
        .containsExactly(reference(id, 0), reference(id, 1));
    var shipments = shipments(id);
    assertThat(shipments).hasSize(2);
    assertThat(shipments.path("T1").path("lines")).isEqualTo(first.path("lines"));
    assertThat(shipments.path("T2").path("lines")).isEqualTo(second.path("lines"));
    assertThat(shipments.path("T2").path("carrier").asText()).isEqualTo("DPD");
    assertThat(steps.getFirst().sent().path("fulfilment.shipments[T1].tracking").asText())
        .isEqualTo("T1");
    assertThat(plan(id, first, second)).isEmpty();
  }

  @Test
  @DisplayName(
      "a call that took effect without an answer shows under its number, also when sent again")
  void makesNoSecondFulfilmentAfterATimeout() throws Unusable {
    var id = order();
    var parcel = parcel(id, "T1", Map.of("A", 4));
    var step = plan(id, parcel).getFirst();
    shop.put("/faults", "{\"kinds\": {\"serverErrorAfterEffect\": 1.0}}");
    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));
    shop.put("/faults", "{}");

    connector.send(step);

    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(shipments(id).path("T1").path("lines")).isEqualTo(parcel.path("lines"));
    assertThat(fulfilments(id)).hasSize(1);
    assertThat(plan(id, parcel)).isEmpty();
  }

  @Test
  @DisplayName(
      "a call that took effect without an answer is found by what it ships, without tracking")
  void makesNoSecondFulfilmentWithoutTracking() throws Unusable {
    var id = order();
    var parcel = parcel(id, "", Map.of("A", 3));
    var step = plan(id, parcel).getFirst();
    connector.send(step);

    var again = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(again.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(fulfilments(id)).hasSize(1);
    assertThat(plan(id, parcel)).isEmpty();
  }

  @Test
  void givesAShipmentMadeByHandItsTrackingInsteadOfMakingItTwice() throws Unusable {
    var id = order();
    byHand(id, "fulfil", "{\"lines\": [{\"sku\": \"A\", \"quantity\": 4}]}");
    var parcel = parcel(id, "T1", Map.of("A", 4));

    deliver(id, parcel);

    assertThat(fulfilments(id)).hasSize(1);
    assertThat(shipments(id).path("T1").path("carrier").asText()).isEqualTo("DPD");
    assertThat(plan(id, parcel)).isEmpty();
  }

  @Test
  @DisplayName("a shipment made by hand between plan and call is seen by the look before the call")
  void looksBeforeItShips() throws Unusable {
    var id = order();
    var step = plan(id, parcel(id, "T1", Map.of("A", 3))).getFirst();
    byHand(id, "fulfil", "{\"lines\": [{\"sku\": \"A\", \"quantity\": 3}]}");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(fulfilments(id)).hasSize(1);
  }

  @Test
  void goesOnWithTheShipmentThatIsMissing() throws Unusable {
    var id = order();
    var first = parcel(id, "T1", Map.of("A", 2));
    var second = parcel(id, "T2", Map.of("A", 2));
    connector.send(plan(id, first, second).getFirst());

    var rest = plan(id, first, second);
    rest.forEach(connector::send);

    assertThat(rest).extracting(Step::reference).containsExactly(reference(id, 1));
    assertThat(shipments(id).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("T1", "T2");
  }

  @Test
  void tellsTheRestOfAParcelThatTheShopKnowsInPart() throws Unusable {
    var id = order();
    byHand(
        id,
        "fulfil",
        "{\"lines\": [{\"sku\": \"A\", \"quantity\": 4}], \"tracking\": {\"company\": \"DPD\", \"number\": \"T1\"}}");
    var parcel = parcel(id, "T1", Map.of("A", 6, "B", 1));

    deliver(id, parcel);

    assertThat(shipments(id).path("T1").path("lines")).isEqualTo(parcel.path("lines"));
    assertThat(plan(id, parcel)).isEmpty();
  }

  @Test
  void changesCarrierAndNumberOfTheShipmentItMade() throws Unusable {
    var id = order();
    deliver(id, parcel(id, "T1", Map.of("A", 4)), parcel(id, "T2", Map.of("B", 3)));
    var moved = parcel(id, "U9", Map.of("A", 4)).put("carrier", "UPS");

    var steps = plan(id, moved, parcel(id, "T2", Map.of("B", 3)));
    steps.forEach(connector::send);

    assertThat(steps).extracting(Step::name).containsExactly("change tracking");
    assertThat(fulfilments(id)).hasSize(2);
    var shipments = shipments(id);
    assertThat(shipments.has("T1")).isFalse();
    assertThat(shipments.path("U9").path("carrier").asText()).isEqualTo("UPS");
    assertThat(shipments.path("T2").path("carrier").asText()).isEqualTo("DPD");
  }

  @Test
  @DisplayName("more than remains is refused by us, with the line and the numbers")
  void namesTheLineOfWhichTooLittleIsLeft() throws Unusable {
    var id = order();
    byHand(id, "fulfil", "{\"lines\": [{\"sku\": \"B\", \"quantity\": 2}]}");
    var step = plan(id, parcel(id, "T1", Map.of("A", 1, "B", 3))).getFirst();

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("line " + line(id, "B") + ": 3 shipped, 1 left");
    assertThat(fulfilments(id)).hasSize(1);
  }

  @Test
  void saysThatWhatIsOnHoldMayNotBeShipped() throws Unusable {
    var id = order();
    byHand(id, "hold", "{}");
    var step = plan(id, parcel(id, "T1", Map.of("C", 1))).getFirst();

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("1 more may not be shipped now");
  }

  @Test
  @DisplayName("a parcel of two locations takes two calls and stays one shipment")
  void shipsFromTheLocationsThatHoldTheLines() throws Unusable {
    var id = orderOfTwoLocations();
    var parcel = parcel(id, "T1", Map.of("A", 6, "C", 1));

    deliver(id, parcel);

    assertThat(fulfilments(id)).hasSize(2);
    assertThat(shipments(id)).hasSize(1);
    assertThat(shipments(id).path("T1").path("lines")).isEqualTo(parcel.path("lines"));
    assertThat(plan(id, parcel)).isEmpty();
  }

  @Test
  void shipsMoreLinesThanOneAnswerHolds() throws Unusable {
    var id = orderOfManyLines(40);
    var all = parcel(id, "T1", Map.of());
    var lines = (ObjectNode) all.path("lines");
    shop.get("/orders/" + id)
        .path("line_items")
        .forEach(line -> lines.put(line.path("id").asText(), "2"));

    deliver(id, all);

    assertThat(shipments(id).path("T1").path("lines")).isEqualTo(lines);
    assertThat(facet(read(id), "fulfilment").path("status").asText()).isEqualTo("fulfilled");
  }

  @Test
  @DisplayName("a fulfilment that was cancelled does not count as shipped, whatever its number")
  void shipsAgainWhatWasTakenBack() throws Unusable {
    var id = order();
    var parcel = parcel(id, "T1", Map.of("A", 4));
    deliver(id, parcel);
    byHand(id, "unfulfil", "{}");

    deliver(id, parcel);

    assertThat(shipments(id).path("T1").path("lines")).isEqualTo(parcel.path("lines"));
    assertThat(fulfilments(id)).hasSize(2);
  }
}
