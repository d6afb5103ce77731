package io.plumbline.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the emulated shop ships, refuses to ship and tells of it. */
class ShopifyFulfilmentIT extends OpenShop {

  @Test
  void shipsPartByPartUntilNothingRemains() {
    String id = place("");

    JsonNode first = fulfil(id, 0, 0, 4, "T1");
    JsonNode partly = read(id);
    fulfil(id, 0, 0, 2, "T2");
    fulfil(id, 0, 1, 1, "T3");

    assertThat(first.at("/fulfillment/name").asText()).isEqualTo("#1.1");
    assertThat(partly.path("displayFulfillmentStatus").asText()).isEqualTo("PARTIALLY_FULFILLED");
    assertThat(partly.at("/fulfillmentOrders/nodes/0/status").asText()).isEqualTo("IN_PROGRESS");
    assertThat(remaining(partly, 0, 0)).isEqualTo(2);
    JsonNode whole = read(id);
    assertThat(whole.path("displayFulfillmentStatus").asText()).isEqualTo("FULFILLED");
    assertThat(whole.at("/fulfillmentOrders/nodes/0/status").asText()).isEqualTo("CLOSED");
    assertThat(whole.at("/fulfillmentsCount/count").asInt()).isEqualTo(3);
    assertThat(whole.at("/fulfillments/0/trackingInfo/0/number").asText()).isEqualTo("T1");
  }

  @Test
  void refusesMoreThanRemainsAndShipsNothingThen() {
    String id = place("");
    fulfil(id, 0, 0, 4, "T1");

    JsonNode refused = fulfil(id, 0, 0, 3, "T2");

    assertThat(refused.path("fulfillment").isNull()).isTrue();
    assertThat(refused.at("/userErrors/0/message").asText())
        .isEqualTo("Invalid fulfillment order line item quantity requested.");
    assertThat(read(id).path("fulfillments")).hasSize(1);
    assertThat(writes().path("items"))
        .extracting(write -> write.path("applied").asBoolean())
        .containsExactly(true, false);
  }

  @Test
  void refusesAClosedFulfilmentOrder() {
    String id = place("");
    shop.call("POST", "/sandbox/orders/" + id + "/fulfil", "{}");

    JsonNode refused = fulfil(id, 0, 0, 1, "T1");

    assertThat(refused.at("/userErrors/0/message").asText())
        .endsWith("has an unfulfillable status= closed.");
  }

  @Test
  void refusesToShipACancelledOrder() {
    String id = place("");
    shop.call("POST", "/sandbox/orders/" + id + "/cancel", "{}");

    JsonNode refused = fulfil(id, 0, 0, 1, "T1");

    assertThat(refused.at("/userErrors/0/message").asText()).contains("status= closed");
    assertThat(shop.call("POST", "/sandbox/orders/" + id + "/fulfil", "{}").status())
        .isEqualTo(422);
  }

  @Test
  void shipsNothingThatIsOnHoldUntilItIsReleased() {
    String id = place("");
    String asked = read(id).at("/fulfillmentOrders/nodes/0/id").asText();
    String held =
        "mutation($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: {reason: OTHER})"
            + " { fulfillmentOrder { status } userErrors { message } } }";
    String released =
        "mutation($id: ID!) { fulfillmentOrderReleaseHold(id: $id)"
            + " { fulfillmentOrder { status } userErrors { message } } }";

    ask(held, Json.object().put("id", asked));
    JsonNode refused = fulfil(id, 0, 0, 1, "T1");
    ask(released, Json.object().put("id", asked));
    JsonNode shipped = fulfil(id, 0, 0, 1, "T1");

    assertThat(refused.at("/userErrors/0/message").asText()).contains("status= on_hold");
    assertThat(shipped.path("userErrors")).isEmpty();
  }

  @Test
  void shipsFromOneLocationAtATime() {
    String id = place(",\"location\":\"North\"");
    JsonNode orders = read(id).at("/fulfillmentOrders/nodes");

    JsonNode refused =
        ask(CREATE, fulfilment(List.of(asked(orders, 0, 0, 1), asked(orders, 1, 0, 1)), "T1"))
            .path("fulfillmentCreate");

    assertThat(orders)
        .extracting(order -> order.at("/assignedLocation/name").asText())
        .containsExactly("Main warehouse", "North");
    assertThat(refused.at("/userErrors/0/message").asText()).contains("same assigned location");
  }

  @Test
  void changesTrackingAndTellsOfIt() {
    String id = place("");
    String made = fulfil(id, 0, 0, 6, "T1").at("/fulfillment/id").asText();

    ask(
        "mutation($id: ID!) { fulfillmentTrackingInfoUpdate(fulfillmentId: $id,"
            + " trackingInfoInput: {company: \"UPS\", number: \"T9\", url: \"https://t.test/T9\"})"
            + " { fulfillment { id } userErrors { message } } }",
        Json.object().put("id", made));

    JsonNode told = webhook("fulfillments/update");
    assertThat(told.path("tracking_number").asText()).isEqualTo("T9");
    assertThat(told.path("tracking_company").asText()).isEqualTo("UPS");
    assertThat(told.path("order_id").asText()).isEqualTo(id);
    assertThat(read(id).path("fulfillments")).hasSize(1);
  }

  @Test
  void freesTheUnitsOfACancelledFulfilment() {
    String id = place("");
    String made = fulfil(id, 0, 0, 6, "T1").at("/fulfillment/id").asText();

    ask(
        "mutation($id: ID!) { fulfillmentCancel(id: $id) { fulfillment { status } } }",
        Json.object().put("id", made));

    JsonNode order = read(id);
    assertThat(order.at("/fulfillments/0/status").asText()).isEqualTo("CANCELLED");
    assertThat(order.path("displayFulfillmentStatus").asText()).isEqualTo("UNFULFILLED");
    assertThat(remaining(order, 0, 0)).isEqualTo(6);
  }

  @Test
  void tellsOfEveryShipmentInWebhooksOfTheOrderAndOfItsOwn() {
    String id = place("");

    shop.call(
        "POST",
        "/sandbox/orders/" + id + "/fulfil",
        "{\"lines\":[{\"sku\":\"A\",\"quantity\":4}],\"tracking\":{\"number\":\"T1\",\"company\":\"UPS\"}}");

    JsonNode order = webhook("orders/partially_fulfilled");
    assertThat(order.path("fulfillment_status").asText()).isEqualTo("partial");
    assertThat(order.at("/fulfillments/0/tracking_numbers/0").asText()).isEqualTo("T1");
    assertThat(order.at("/fulfillments/0/line_items/0/quantity").asInt()).isEqualTo(4);
    assertThat(order.at("/line_items/0/fulfillable_quantity").asInt()).isEqualTo(2);
    assertThat(order.at("/line_items/0/fulfillment_status").asText()).isEqualTo("partial");
    JsonNode own = webhook("fulfillments/create");
    assertThat(own.path("status").asText()).isEqualTo("success");
    assertThat(own.path("order_id").asText()).isEqualTo(id);
  }

  @Test
  void asksForMoreAfterAnEdit() {
    String id = place("");
    shop.call("POST", "/sandbox/orders/" + id + "/fulfil", "{}");

    shop.call(
        "POST",
        "/sandbox/orders/" + id + "/edit",
        "{\"lines\":[{\"sku\":\"A\",\"quantity\":8},{\"sku\":\"C\",\"quantity\":1,\"unitPrice\":\"1.00\"}]}");

    JsonNode order = read(id);
    assertThat(order.path("displayFulfillmentStatus").asText()).isEqualTo("PARTIALLY_FULFILLED");
    assertThat(remaining(order, 0, 0)).isEqualTo(2);
    assertThat(order.at("/fulfillmentOrders/nodes/0/lineItems/nodes")).hasSize(3);
  }

  @Test
  void comesBackWithWhatItShippedAndGivesNoIdTwice() throws IOException {
    String id = place("");
    String before = fulfil(id, 0, 0, 1, "T1").at("/fulfillment/id").asText();
    await().atMost(Duration.ofSeconds(30)).until(() -> received.size() >= 6);
    shop.close();
    emulator.close();
    open();

    String after = fulfil(id, 0, 0, 1, "T2").at("/fulfillment/id").asText();

    assertThat(after).isNotBlank().isNotEqualTo(before);
    assertThat(read(id).path("fulfillments"))
        .extracting(made -> made.path("name").asText())
        .containsExactly("#1.1", "#1.2");
  }

  @Test
  void chargesForEveryShipmentAskedFor() {
    String id = place("");
    ObjectNode variables = Json.object().put("id", "gid://shopify/Order/" + id);

    String query = "query($id: ID!) { order(id: $id) { fulfillments(first: 7) { id } } }";
    JsonNode cost = call(query, variables).at("/extensions/cost");

    assertThat(cost.path("requestedQueryCost").asInt()).isEqualTo(8);
  }
}
