package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a warehouse says it shipped, on its way back to the shop that sold it. */
@QuarkusTest
@QuarkusTestResource(value = WarehouseAndSecondShop.class, restrictToAnnotatedClass = true)
class TrackingIT extends OnRealParts {

  private final Shopfront second = new Shopfront(Control.of(WarehouseAndSecondShop.SECOND_SHOP));

  /** Mechanism: the order's own storefront wants its shipments, and plans one fulfilment each. */
  @Test
  void tellsEachShipmentToTheShopThatSoldTheOrderAndToNoOther() {
    books.know("85123A");
    var order = shop.sells("85123A");
    var other = second.sells("85123A");
    OrdersIT.settled(order);
    var line = order.payload().at("/line_items/0/id").asText();

    warehouseSays(order, line, List.of("T1", "T2"));

    Waiting.until(() ->
        assertThat(fulfilments(shop, order))
            .as("fulfilments of %s", order.key())
            .extracting(made -> made.path("tracking_number").asText())
            .containsExactlyInAnyOrder("T1", "T2"));
    Waiting.until(() ->
        given()
            .get("/api/orders/" + order.key())
            .then()
            .statusCode(200)
            .body("replicas.connection", hasItem(WarehouseAndSecondShop.WAREHOUSE))
            .body("deliveries.find { it.connection == 'shopify-eu' }.state", equalTo("settled")));
    for (var made : fulfilments(shop, order)) {
      assertThat(made.at("/line_items/0/id").asText()).isEqualTo(line);
      assertThat(made.at("/line_items/0/quantity").asInt()).isEqualTo(3);
      assertThat(made.path("tracking_company").asText()).isEqualTo("post");
    }
    assertThat(fulfilments(second, other)).isEmpty();
    assertThat(second.control().get("/writes?since=0").path("items")).isEmpty();
  }

  private static JsonNode fulfilments(Shopfront at, Placed order) {
    return at.control().get("/orders/" + order.id()).path("fulfillments");
  }

  /** Half of the order in each parcel. */
  private static void warehouseSays(Placed order, String line, List<String> tracking) {
    var shipments = tracking.stream().map(number -> shipment(number, line)).toList();
    var record =
        """
        {"id": "W%1$s", "legacy_id": 1, "order_number": "%2$s", "partner_order_id": "%3$s", "currency": "GBP",
         "fulfillment_status": "fulfilled", "order_date": "2026-07-04T09:15:30", "updated_at": "2026-07-04T11:00:05",
         "total_price": "20.25", "line_items": {"edges": [{"node": {"id": "L1", "sku": "85123A",
           "partner_line_item_id": "%4$s", "quantity": 6, "quantity_shipped": 6, "quantity_allocated": 0,
           "quantity_pending_fulfillment": 0, "backorder_quantity": 0, "price": "2.55"}}]},
         "shipments": [%5$s]}
        """
            .formatted(order.id(), order.number(), order.key(), line, String.join(",", shipments));
    given()
        .contentType("application/x-ndjson")
        .body(record.replace("\n", " ").getBytes(StandardCharsets.UTF_8))
        .post("/api/imports/" + WarehouseAndSecondShop.WAREHOUSE + "?topic=poll/order")
        .then()
        .statusCode(200)
        .body("accepted", equalTo(1));
  }

  private static String shipment(String tracking, String line) {
    return """
    {"id": "S%1$s", "legacy_id": "9%2$s", "created_date": "2026-07-04T11:00:00", "warehouse_id": "401",
     "delivered": false,
     "shipping_labels": [{"id": "1", "carrier": "post", "shipping_method": "ground", "tracking_number": "%1$s"}],
     "line_items": {"edges": [{"node": {"line_item_id": "L1", "quantity": 3,
       "line_item": {"partner_line_item_id": "%3$s"}}}]}}
    """
        .formatted(tracking, tracking.substring(1), line);
  }
}
