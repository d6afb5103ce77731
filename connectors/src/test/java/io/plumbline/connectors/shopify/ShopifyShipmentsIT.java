package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Shipments as the shop tells them, and as it is told of them. */
class ShopifyShipmentsIT extends ShippedShop {

  @Test
  void readsTheSameShipmentOutOfAWebhookAndAPoll() throws Unusable {
    var id = order();
    byHand(
        id,
        "fulfil",
        """
        {"lines": [{"sku": "A", "quantity": 4}, {"sku": "C", "quantity": 1}],
         "tracking": {"company": "DPD", "numbers": ["T1", "T2"]}}
        """);

    var reading = assertSameThroughBothShapes(id, "orders/partially_fulfilled");

    var fulfilment = facet(reading, "fulfilment");
    var shipment = fulfilment.path("shipments").path("T1");
    assertThat(fulfilment.path("status").asText()).isEqualTo("partial");
    assertThat(shipment.path("status").asText()).isEqualTo("shipped");
    assertThat(shipment.path("carrier").asText()).isEqualTo("DPD");
    assertThat(shipment.path("shippedAt").asText()).isEqualTo(NOW.toString());
    assertThat(shipment.path("lines").path(line(id, "A")).asText()).isEqualTo("4");
    assertThat(shipment.path("lines").path(line(id, "C")).asText()).isEqualTo("1");
    assertThat(shipment.path("packages").path("T2").path("tracking").asText()).isEqualTo("T2");
  }

  @Test
  void leavesOutACancelledFulfilmentAndNamesOneWithoutTrackingByItsId() throws Unusable {
    var id = order();
    byHand(id, "fulfil", "{\"lines\": [{\"sku\": \"A\", \"quantity\": 4}]}");
    byHand(id, "unfulfil", "{}");
    byHand(id, "fulfil", "{\"lines\": [{\"sku\": \"B\", \"quantity\": 1}]}");

    var shipments = shipments(id);

    var second = fulfilments(id).path(1).path("id").asText();
    assertThat(shipments.properties())
        .singleElement()
        .satisfies(told -> {
          assertThat(told.getKey()).isEqualTo(second);
          assertThat(told.getValue().path("lines").path(line(id, "B")).asText()).isEqualTo("1");
        });
  }

  @Test
  @DisplayName("fulfilments under one tracking number are one shipment")
  void joinsWhatGoesInOneParcel() throws Unusable {
    var id = order();
    var tracking = "\"tracking\": {\"company\": \"DPD\", \"number\": \"T1\"}}";
    byHand(id, "fulfil", "{\"lines\": [{\"sku\": \"A\", \"quantity\": 4}]," + tracking);
    byHand(
        id,
        "fulfil",
        "{\"lines\": [{\"sku\": \"A\", \"quantity\": 1}, {\"sku\": \"B\", \"quantity\": 1}],"
            + tracking);

    var shipments = shipments(id);

    assertThat(shipments).hasSize(1);
    var lines = shipments.path("T1").path("lines");
    assertThat(lines.path(line(id, "A")).asText()).isEqualTo("5");
    assertThat(lines.path(line(id, "B")).asText()).isEqualTo("1");
  }

  @Test
  void readsTheOrderAgainWhenAFulfilmentIsTold() throws Unusable {
    var id = order();
    byHand(id, "fulfil", "{}");
    var webhook = webhook("fulfillments/create");

    assertThat(connector.understand(webhook.topic(), webhook.body()))
        .isEqualTo(new Understood.ReadAgain(id));
  }

  @Test
  @DisplayName("reads what the vendor cuts off: more shipments and longer ones than were asked for")
  void readsManyShipmentsOfManyLinesWhole() throws Unusable {
    var id = orderOfManyLines(40);
    for (int shipment = 0; shipment < 4; shipment++) {
      byHand(id, "fulfil", tenLines(shipment * 10, "N" + shipment, 1));
    }
    byHand(id, "fulfil", "{\"tracking\": {\"number\": \"REST\"}}");

    var listed = reading(connector.listing(Optional.empty()).records().getFirst());
    var shipments = facet(listed, "fulfilment").path("shipments");

    assertThat(shipments.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("N0", "N1", "N2", "N3", "REST");
    assertThat(shipments.path("N3").path("lines")).hasSize(10);
    assertThat(shipments.path("REST").path("lines")).hasSize(40);
  }

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

  private String orderOfManyLines(int count) {
    var lines = new StringBuilder();
    for (int n = 0; n < count; n++) {
      lines
          .append(n == 0 ? "" : ",")
          .append("{\"sku\":\"S%d\",\"quantity\":2,\"unitPrice\":\"1.00\"}".formatted(n));
    }
    return shop.post("/orders", "{\"number\":\"L\",\"lines\":[" + lines + "]}").path("id").asText();
  }

  private static String tenLines(int from, String tracking, int quantity) {
    var lines = new StringBuilder();
    for (int n = from; n < from + 10; n++) {
      lines
          .append(n == from ? "" : ",")
          .append("{\"sku\":\"S%d\",\"quantity\":%d}".formatted(n, quantity));
    }
    return "{\"lines\":[%s],\"tracking\":{\"number\":\"%s\"}}".formatted(lines, tracking);
  }
}
