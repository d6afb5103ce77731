package io.plumbline.sandbox.shiphero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the player can have done in the hall, and what the vendor's API then says. */
class WarehouseFloorIT {
  private final Wms wms = Wms.open();

  @AfterEach
  void close() {
    wms.close();
  }

  @Test
  void shipsAnOrderInPartsFromTwoWarehouses() {
    JsonNode order = wms.created();
    wms.act(order, "allocate", "{}");
    wms.act(order, "pick", "{}");
    wms.act(
        order,
        "ship",
        """
        {"line_items":[{"sku":"LAMP","quantity":2}],"tracking_number":"A1","carrier":"DHL"}
        """);
    assertThat(wms.order(order).path("fulfillment_status").asText()).isEqualTo("pending");

    wms.act(order, "ship", "{\"warehouse\":402,\"tracking_number\":\"B2\"}");

    JsonNode now = wms.order(order);
    assertThat(now.path("fulfillment_status").asText()).isEqualTo("fulfilled");
    assertThat(now.at("/shipments/0/shipping_labels/0/tracking_number").asText()).isEqualTo("A1");
    assertThat(now.at("/shipments/1/warehouse_id").asText()).isEqualTo(Gid.of("Warehouse", 402));
    assertThat(now.at("/shipments/1/line_items/edges/0/node/line_item/sku").asText())
        .isEqualTo("SHADE");
    assertThat(now.at("/shipments/1/line_items/edges/0/node/quantity").asInt()).isEqualTo(3);
  }

  @Test
  void backordersWhatIsMissingAndAllocatesTheRest() {
    JsonNode order = wms.created();

    wms.act(order, "backorder", "{\"missing\":{\"SHADE\":2}}");

    JsonNode shade = Wms.line(wms.order(order), 1);
    assertThat(shade.path("quantity_allocated").asInt()).isEqualTo(1);
    assertThat(shade.path("backorder_quantity").asInt()).isEqualTo(2);
    assertThat(shade.path("quantity_pending_fulfillment").asInt()).isEqualTo(3);
  }

  /** Fails where goods of a label that was voided count as gone, or the label vanishes. */
  @Test
  void shipsAgainWhatAVoidedLabelWasFor() {
    JsonNode order = wms.created();
    wms.act(order, "ship", "{\"tracking_number\":\"A1\"}");
    String label = wms.order(order).at("/shipments/0/legacy_id").asText();

    wms.act(order, "void", "{\"shipment\":" + label + "}");

    JsonNode now = wms.order(order);
    assertThat(now.path("fulfillment_status").asText()).isEqualTo("pending");
    assertThat(Wms.line(now, 1).path("quantity_shipped").asInt()).isZero();
    assertThat(now.at("/shipments/0/shipping_labels/0/tracking_number").asText()).isEqualTo("A1");

    wms.act(order, "ship", "{\"tracking_number\":\"B2\"}");

    assertThat(wms.order(order).path("fulfillment_status").asText()).isEqualTo("fulfilled");
  }

  /** A shipment keeps the label that was voided, and leaves under the next. */
  @Test
  void printsALabelAnew() {
    JsonNode order = wms.created();
    JsonNode packed = wms.act(order, "ship", "{\"atDock\":true,\"tracking_number\":\"A1\"}");
    String shipment = "{\"shipment\":" + packed.at("/shipments/0/legacy_id").asText();

    wms.act(order, "reprint", shipment + ",\"tracking_number\":\"B2\"}");

    JsonNode now = wms.order(order);
    assertThat(now.path("fulfillment_status").asText()).isEqualTo("fulfilled");
    assertThat(now.path("shipments")).hasSize(1);
    JsonNode labels = now.at("/shipments/0/shipping_labels");
    assertThat(labels.valueStream())
        .extracting(
            label -> label.path("tracking_number").asText(),
            label -> label.path("status").asText(),
            label -> label.path("tracking_status").asText())
        .containsExactly(tuple("A1", "voided", "voided"), tuple("B2", "valid", "pre_transit"));
    assertThat(labels.at("/0/id")).isNotEqualTo(labels.at("/1/id"));

    wms.act(order, "deliver", shipment + "}");

    assertThat(wms.refused(order, "reprint", shipment + "}")).isEqualTo(409);
  }

  /** Fails where what was shorted still waits to be shipped. */
  @Test
  void neverShipsWhatWasShort() {
    JsonNode order = wms.created();
    wms.act(order, "allocate", "{}");
    wms.act(order, "short", "{\"missing\":{\"SHADE\":1}}");

    wms.act(order, "ship", "{}");

    JsonNode now = wms.order(order);
    assertThat(now.path("fulfillment_status").asText()).isEqualTo("fulfilled");
    assertThat(Wms.line(now, 1).path("quantity").asInt()).isEqualTo(3);
    assertThat(Wms.line(now, 1).path("quantity_shipped").asInt()).isEqualTo(2);
    assertThat(Wms.line(now, 1).path("quantity_pending_fulfillment").asInt()).isZero();
  }

  @Test
  void shipsWhatIsHeldOrCancelledOnlyAnyway() {
    JsonNode held = wms.created();
    wms.act(held, "hold", "{\"operator_hold\":true}");
    JsonNode cancelled = wms.created();
    wms.act(cancelled, "cancel", "{}");

    assertThat(wms.refused(held, "ship", "{}")).isEqualTo(409);
    assertThat(wms.refused(cancelled, "ship", "{}")).isEqualTo(409);
    wms.act(cancelled, "ship", "{\"anyway\":true}");

    JsonNode now = wms.order(cancelled);
    assertThat(now.path("fulfillment_status").asText()).isEqualTo("canceled");
    assertThat(now.path("shipments")).hasSize(1);
  }

  /** Told to have shipped while it stands at the dock; then on its way, and back again. */
  @Test
  void followsAParcelFromTheDock() {
    JsonNode order = wms.created();
    JsonNode shipped = wms.act(order, "ship", "{\"atDock\":true,\"tracking_number\":\"A1\"}");
    String shipment = "{\"shipment\":" + shipped.at("/shipments/0/legacy_id").asText();

    List<String> told = new ArrayList<>(List.of(place(order)));
    for (String action : List.of("depart", "deliver", "returnToSender")) {
      wms.act(order, action, shipment + "}");
      told.add(place(order));
    }
    wms.act(order, "track", shipment + ",\"carrier\":\"UPS\",\"tracking_number\":\"B2\"}");

    assertThat(told).containsExactly("pre_transit", "in_transit", "delivered", "return_to_sender");
    JsonNode label = wms.order(order).at("/shipments/0/shipping_labels/0");
    assertThat(label.path("carrier").asText()).isEqualTo("UPS");
    assertThat(label.path("tracking_number").asText()).isEqualTo("B2");
  }

  @Test
  void remembersWhoDidWhat() {
    JsonNode order = wms.created();
    wms.mutate("order_update", order, "total_price: \"51.00\"");
    wms.act(
        order,
        "edit",
        "{\"actor\":\"wms app\",\"line_items\":[{\"sku\":\"LAMP\",\"quantity\":1}]}");
    wms.act(order, "pick", "{}");
    JsonNode refused = wms.mutate("order_cancel", order, "");

    List<String> history = new ArrayList<>();
    wms.control("GET", "history", "")
        .path("items")
        .forEach(
            one -> history.add(one.path("actor").asText() + " " + one.path("change").asText()));
    assertThat(history)
        .containsExactly("api created", "api edited", "wms app edited", "staff picked");
    assertThat(Wms.error(refused)).isNotEmpty();
    JsonNode writes = wms.control("GET", "writes", "").path("items");
    assertThat(writes).hasSize(3);
    assertThat(writes.at("/1/change").asLong()).isEqualTo(2);
    assertThat(writes.at("/1/supersedes").asLong()).isEqualTo(1);
    assertThat(writes.at("/2/applied").asBoolean()).isFalse();
    assertThat(writes.at("/2/error").asText()).contains("tote");
  }

  @Test
  void doublesAnOrderAndDeletesIt() {
    JsonNode order = wms.created();

    JsonNode twin =
        wms.control("POST", "orders/" + order.path("legacy_id").asText() + "/double", "{}");
    assertThat(wms.found("shop1:5120")).hasSize(2);
    wms.control("DELETE", "orders/" + twin.path("legacy_id").asText(), "");

    assertThat(wms.found("shop1:5120")).hasSize(1);
    assertThat(Wms.error(wms.mutate("order_update", twin, "total_price: \"1.00\"")))
        .contains("not found");
  }

  @Test
  void tellsOfBackordersAndCancellationsWhoRegisteredBefore() {
    wms.hearAll("S");
    JsonNode order = wms.created();
    wms.act(order, "backorder", "{\"missing\":{\"SHADE\":2}}");
    wms.mutate("order_cancel", order, "");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(wms.received().stream().map(Request::path))
                .containsExactlyInAnyOrder(
                    "/webhooks/wms/order-deallocated", "/webhooks/wms/order-canceled"));
    Request first = wms.received().getFirst();
    assertThat(first.header("x-shiphero-hmac-sha256")).contains(Hooks.signature("S", first.body()));
    assertThat(first.json().path("partner_order_id").asText()).isEqualTo("shop1:5120");
  }

  private String place(JsonNode order) {
    return wms.order(order).at("/shipments/0/shipping_labels/0/tracking_status").asText();
  }
}
