package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Shipments as the shop tells them. */
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
