package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Reading;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was refunded after it had left was sold all the same; what never left is sold no more. */
class ShopifyRefundsIT extends EmulatedShop {

  private static final String FIRST = "85123A";
  private static final String SECOND = "71053";

  /** Mechanism: refunds of what left are put back into quantities and sums, in both shapes. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void saysWhatWasSoldWhateverCameBack(String taxesIncluded) throws Unusable {
    var id = place(5120, taxesIncluded, "0.00");
    act(id, "fulfil", "{}");
    var sold = sale(read(id));

    act(id, "refund", "{\"lines\": [" + units(FIRST, 1, "return") + "]}");
    act(
        id,
        "refund",
        "{\"lines\": [%s, %s]}"
            .formatted(units(SECOND, 3, "return"), units(FIRST, 2, "no_restock")));

    assertThat(shop.get("/orders/" + id).path("line_items"))
        .extracting(line -> line.path("current_quantity").asInt())
        .containsExactly(3, 0);
    var reading = read(id);
    assertThat(quantities(reading)).containsExactly("6", "3");
    assertThat(sale(reading)).isEqualTo(sold);
    assertThat(facet(reading, "billing").path("status").asText()).isEqualTo("partiallyRefunded");
    var buyers = new BigDecimal(commercial(reading).path("presentmentTotal").asText());
    var soldFor = new BigDecimal(sold.path("total").asText()).multiply(new BigDecimal("12.61"));
    assertThat(buyers)
        .isCloseTo(soldFor, org.assertj.core.data.Offset.offset(new BigDecimal("0.05")));
  }

  /** Mechanism: what the vendor calls cancelled is not put back. */
  @Test
  void sellsNoMoreWhatWasRefundedBeforeItLeft() throws Unusable {
    var id = place(5120, "false", "0.00");
    var sold = sale(read(id));

    act(id, "refund", "{\"lines\": [" + units(FIRST, 1, "cancel") + "]}");
    act(id, "fulfil", "{}");

    assertThat(quantities(read(id))).containsExactly("5", "3");
    assertThat(sale(read(id)).path("total")).isNotEqualTo(sold.path("total"));

    act(id, "refund", "{\"lines\": [" + units(FIRST, 2, "no_restock") + "]}");

    assertThat(quantities(read(id))).containsExactly("5", "3");
  }

  /** Mechanism: of what is neither returned nor cancelled, as much had left as is shipped now. */
  @Test
  void tellsByTheShipmentsWhetherWhatIsNotRestockedHadLeft() throws Unusable {
    var before = place(5120, "false", "0.00");
    act(before, "refund", "{\"lines\": [" + units(FIRST, 1, "no_restock") + "]}");
    act(before, "fulfil", "{}");
    var after = place(5121, "false", "0.00");
    act(after, "fulfil", "{}");
    act(after, "refund", "{\"lines\": [" + units(FIRST, 1, "no_restock") + "]}");

    assertThat(quantities(read(before))).containsExactly("5", "3");
    assertThat(quantities(read(after))).containsExactly("6", "3");
  }

  /** Mechanism: the vendor's own word, since what is still to leave says nothing of it. */
  @Test
  void leavesToBeShippedWhatWasSoldWhenOneUnitOfAPartCameBack() throws Unusable {
    var id = place(5120, "false", "0.00");
    act(id, "fulfil", "{\"lines\": [{\"sku\": \"85123A\", \"quantity\": 3}]}");

    act(id, "refund", "{\"lines\": [" + units(FIRST, 1, "return") + "]}");

    assertThat(quantities(read(id))).containsExactly("6", "3");
    assertThat(facet(read(id), "fulfilment").path("status").asText()).isEqualTo("partial");
  }

  /** Mechanism: what does not fit into the first answer is asked for. */
  @Test
  void readsEveryRefundOfAnOrderOfMany() throws Unusable {
    var lines = new StringBuilder();
    for (int n = 0; n < 12; n++) {
      lines
          .append(n == 0 ? "" : ",")
          .append("{\"sku\":\"S%d\",\"quantity\":4,\"unitPrice\":\"1.00\"}".formatted(n));
    }
    var id =
        shop.post("/orders", "{\"number\":\"L\",\"lines\":[" + lines + "]}").path("id").asText();
    act(id, "fulfil", "{}");
    var sold = sale(read(id));
    var all = new StringBuilder();
    for (int n = 0; n < 12; n++) {
      all.append(n == 0 ? "" : ",").append(units("S" + n, 1, "return"));
    }

    act(id, "refund", "{\"lines\": [" + all + "]}");
    assertThat(sale(read(id))).isEqualTo(sold);

    for (int n = 0; n < 10; n++) {
      act(id, "refund", "{\"lines\": [" + units("S" + n, 1, "return") + "]}");
    }
    assertThat(sale(read(id))).isEqualTo(sold);
  }

  private static String units(String sku, int quantity, String restock) {
    return "{\"sku\": \"%s\", \"quantity\": %d, \"restock\": \"%s\"}"
        .formatted(sku, quantity, restock);
  }

  private void act(String id, String action, String body) {
    shop.post("/orders/" + id + "/" + action, body);
  }

  /** As polled, which has to be as told. */
  private Reading read(String id) throws Unusable {
    var read = reading(connector.fetch(id).orElseThrow());
    var told = Json.bytes(shop.get("/orders/" + id));
    assertThat(reading(connector.understand("orders/updated", told)).content())
        .isEqualTo(read.content());
    return read;
  }

  /** What other systems are to hold of it. */
  private static JsonNode sale(Reading reading) {
    ObjectNode sale = commercial(reading).deepCopy();
    sale.retain("total", "subtotal", "tax", "discount", "shipping", "lines");
    sale.path("lines").forEach(line -> ((ObjectNode) line).retain("sku", "quantity", "unitPrice"));
    return sale;
  }

  private static List<String> quantities(Reading reading) {
    return commercial(reading).path("lines").findValuesAsText("quantity");
  }
}
