package io.plumbline.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import org.junit.jupiter.api.Test;

/** What a refund that names goods does to an order of the emulated shop. */
class GoodsRefundIT extends OpenShop {
  private static final String REFUNDS =
      """
      query($id: ID!) {
        order(id: $id) {
          lineItems(first: 9) { nodes { quantity currentQuantity unfulfilledQuantity } }
          refunds {
            refundLineItems(first: 9) {
              nodes { quantity restockType lineItem { sku } subtotalSet { shopMoney { amount } } }
            }
          }
        }
      }
      """;

  @Test
  void takesWhatCameBackOffTheOrderAndLeavesTheRestToBeShipped() {
    String id = place("");
    String sku = line(id).path("sku").asText();
    int ordered = line(id).path("quantity").asInt();
    act(id, "fulfil", "{\"lines\": [" + units(sku, 1, "") + "]}");

    act(id, "refund", "{\"lines\": [" + units(sku, 1, "return") + "]}");

    JsonNode told = webhook("refunds/create").path("refund_line_items").path(0);
    assertThat(told.path("restock_type").asText()).isEqualTo("return");
    assertThat(told.path("subtotal").isNumber()).isTrue();
    assertThat(told.path("line_item_id")).isEqualTo(line(id).path("id"));
    JsonNode order =
        ask(REFUNDS, Json.object().put("id", "gid://shopify/Order/" + id)).path("order");
    JsonNode line = order.at("/lineItems/nodes/0");
    assertThat(line.path("quantity").asInt()).isEqualTo(ordered);
    assertThat(line.path("currentQuantity").asInt()).isEqualTo(ordered - 1);
    assertThat(line.path("unfulfilledQuantity").asInt()).isEqualTo(ordered - 1);
    JsonNode refunded = order.at("/refunds/0/refundLineItems/nodes/0");
    assertThat(refunded.path("restockType").asText()).isEqualTo("RETURN");
    assertThat(refunded.at("/lineItem/sku").asText()).isEqualTo(sku);
    assertThat(line(id).path("current_quantity").asInt()).isEqualTo(ordered - 1);
    assertThat(remaining(read(id), 0, 0)).isEqualTo(ordered - 1);
  }

  @Test
  void takesWhatIsCancelledOffWhatIsToBeShipped() {
    String id = place("");
    String sku = line(id).path("sku").asText();
    int ordered = line(id).path("quantity").asInt();

    act(id, "refund", "{\"lines\": [" + units(sku, 1, "cancel") + "]}");

    assertThat(remaining(read(id), 0, 0)).isEqualTo(ordered - 1);
  }

  @Test
  void refusesToReturnWhatHasNotLeftAndToCancelWhatHas() {
    String id = place("");
    String sku = line(id).path("sku").asText();
    assertThat(status(id, units(sku, 1, "return"))).isEqualTo(422);

    act(id, "fulfil", "{}");

    assertThat(status(id, units(sku, 1, "cancel"))).isEqualTo(422);
    assertThat(status(id, units(sku, 1, "return"))).isEqualTo(200);
  }

  private static String units(String sku, int quantity, String restock) {
    return "{\"sku\": \"%s\", \"quantity\": %d, \"restock\": \"%s\"}"
        .formatted(sku, quantity, restock);
  }

  private JsonNode line(String id) {
    return shop.call("GET", "/sandbox/orders/" + id, "").json().at("/line_items/0");
  }

  private void act(String id, String action, String body) {
    assertThat(shop.call("POST", "/sandbox/orders/" + id + "/" + action, body).status())
        .isEqualTo(200);
  }

  private int status(String id, String units) {
    return shop.call("POST", "/sandbox/orders/" + id + "/refund", "{\"lines\": [" + units + "]}")
        .status();
  }
}
