package io.plumbline.connectors.shiphero;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ShipHeroPlanTest extends Warehouse {

  @Test
  void createsTheWholeOrderUnderOurReference() throws Unusable {
    var step = connector.plan(wanted(_ -> {}), Optional.empty()).getFirst();

    var data = step.call().path("data");
    assertThat(step.reference()).isEqualTo("shop1:7");
    assertThat(data.path("partner_order_id").asText()).isEqualTo("shop1:7");
    assertThat(data.path("order_date").asText()).isEqualTo("2026-07-04T09:15:30");
    assertThat(data.path("total_price").asText()).isEqualTo("32.50");
    assertThat(data.path("shipping_lines").path("price").asText()).isEqualTo("5.00");
    assertThat(data.path("shipping_address").path("first_name").asText()).isEqualTo("Ivy May");
    assertThat(data.path("shipping_address").path("last_name").asText()).isEqualTo("Sample");
    assertThat(data.path("line_items").path(0))
        .isEqualTo(
            json(
                "{\"partner_line_item_id\":\"31\",\"sku\":\"LAMP\",\"quantity\":3,\"price\":\"4.70\"}"));
  }

  @Test
  void saysNothingPersonalOfWhatItSends() throws Unusable {
    var step = connector.plan(wanted(_ -> {}), Optional.empty()).getFirst();

    assertThat(step.sent().toString())
        .contains("commercial.lines[31].quantity")
        .doesNotContain("Ivy")
        .doesNotContain("Demo 1")
        .doesNotContain("example.test");
  }

  @Test
  void writesNothingWhereTheOrderSaysWhatItOughtTo() throws Unusable {
    assertThat(planned(_ -> {})).isEmpty();
  }

  @Test
  void changesOnlyWhatDiffers() throws Unusable {
    var steps = planned(order -> commercial(order).put("total", "33.00"));

    assertThat(steps)
        .singleElement()
        .satisfies(step -> {
          assertThat(step.call().path("data"))
              .isEqualTo(json("{\"order_id\":\"T3JkZXI6OTE=\",\"total_price\":\"33.00\"}"));
          assertThat(step.sent()).isEqualTo(json("{\"commercial.total\":\"33.00\"}"));
        });
  }

  @Test
  void addsChangesAndCallsOffLinesInStepsOfTheirOwn() throws Unusable {
    var steps =
        planned(order -> {
          var lines = commercial(order).withObjectProperty("lines");
          lines.withObjectProperty("31").put("quantity", "5");
          lines.remove("32");
          lines.set("33", json("{\"sku\":\"NET\",\"quantity\":\"1\",\"unitPrice\":\"2.00\"}"));
        });

    assertThat(steps).extracting(Step::name).containsExactly("change lines", "add lines");
    assertThat(steps.getFirst().call().path("data").path("line_items"))
        .isEqualTo(
            json(
                """
                [{"partner_line_item_id": "31", "sku": "LAMP", "quantity": 5, "price": "4.70"},
                 {"partner_line_item_id": "32", "quantity": 0, "quantity_pending_fulfillment": 0}]
                """));
    assertThat(steps.getLast().sent().path("commercial.lines[33].quantity").asText())
        .isEqualTo("1");
  }

  @Test
  void refusesToGiveALineAnotherSku() throws Unusable {
    var failure =
        refused(order ->
            commercial(order)
                .withObjectProperty("lines")
                .withObjectProperty("31")
                .put("sku", "NET"));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("'NET'").hasMessageContaining("'LAMP'");
  }

  @Test
  void refusesPartOfAPiece() throws Unusable {
    var failure =
        refused(order ->
            commercial(order)
                .withObjectProperty("lines")
                .withObjectProperty("31")
                .put("quantity", "1.5"));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("1.5");
  }

  @Test
  void changesTheAddressAsAWhole() throws Unusable {
    var steps =
        planned(order ->
            order
                .withObjectProperty("personal")
                .withObjectProperty("shippingAddress")
                .put("zip", "N2"));

    assertThat(steps)
        .singleElement()
        .satisfies(step -> {
          assertThat(step.name()).isEqualTo("change address");
          assertThat(step.call().path("data").path("shipping_address").path("zip").asText())
              .isEqualTo("N2");
          assertThat(step.sent().toString()).doesNotContain("N2");
        });
  }

  @Test
  void holdsBeforeAnythingElseIsWritten() throws Unusable {
    var steps =
        planned(order -> {
          commercial(order).put("total", "33.00");
          order.set(
              "fulfilment",
              json("{\"holds\":{\"operator\":true,\"payment\":false,\"fraud\":false}}"));
        });

    assertThat(steps).extracting(Step::name).containsExactly("change holds", "change order");
    assertThat(steps.getFirst().call().path("data"))
        .isEqualTo(
            json("{\"order_id\":\"T3JkZXI6OTE=\",\"operator_hold\":true,\"payment_hold\":false}"));
  }

  @Test
  void callsAnOrderOffWithoutTouchingTheStorefront() throws Unusable {
    var steps =
        planned(order -> commercial(order).put("status", "cancelled").put("cancelReason", "fraud"));

    assertThat(steps)
        .singleElement()
        .satisfies(step ->
            assertThat(step.call().path("data"))
                .isEqualTo(
                    json(
                        "{\"order_id\":\"T3JkZXI6OTE=\",\"reason\":\"fraud\",\"void_on_platform\":false}")));
  }

  @Test
  void callsNothingOffTwiceNorWhatIsNotThere() throws Unusable {
    var cancelled = wanted(order -> commercial(order).put("status", "cancelled"));
    var there = reading(connector, ORDER.replace("Packing", "canceled"));

    assertThat(connector.plan(cancelled, Optional.of(there))).isEmpty();
    assertThat(connector.plan(cancelled, Optional.empty())).isEmpty();
  }

  @Test
  void doesNotReviveAnOrderThatTheWarehouseCalledOff() throws Unusable {
    var there = reading(connector, ORDER.replace("Packing", "canceled"));
    var open = wanted(_ -> {});

    var failure =
        catchThrowableOfType(CallFailed.class, () -> connector.plan(open, Optional.of(there)));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
  }

  private List<Step> planned(Consumer<ObjectNode> change) throws Unusable {
    return connector.plan(wanted(change), Optional.of(reading(connector, ORDER)));
  }

  private CallFailed refused(Consumer<ObjectNode> change) throws Unusable {
    return requireNonNull(planned(change).getLast().impossible());
  }

  /** Mechanism: {@code Step.impossible}; a plan that throws would leave the goods to be picked. */
  @Test
  void holdsAnOrderWhoseLinesCannotBeChanged() throws Unusable {
    var steps =
        planned(order -> {
          commercial(order).withObjectProperty("lines").withObjectProperty("31").put("sku", "NET");
          order.set(
              "fulfilment",
              json("{\"holds\":{\"operator\":true,\"payment\":false,\"fraud\":false}}"));
        });

    assertThat(steps).extracting(Step::name).containsExactly("change holds", "change lines");
    assertThat(steps.getFirst().impossible()).isNull();
    assertThat(steps.getLast().impossible()).hasMessageContaining("'NET'");
  }

  static ObjectNode commercial(ObjectNode order) {
    return order.withObjectProperty("commercial");
  }

  /** The order as it stands in {@link #ORDER}, with a change. */
  Desired wanted(Consumer<ObjectNode> change) throws Unusable {
    var current = reading(connector, ORDER);
    var order = Json.object();
    order.set("commercial", facet(current, "commercial").deepCopy());
    order.set("personal", current.content().personal().deepCopy());
    change.accept(order);
    var facets = new java.util.HashMap<String, ObjectNode>(Map.of("commercial", commercial(order)));
    if (order.path("fulfilment") instanceof ObjectNode fulfilment) {
      facets.put("fulfilment", fulfilment);
    }
    return new Desired(
        "shop1:7", "shop1:7", 1, Content.of(facets, order.withObjectProperty("personal")));
  }

  static JsonNode json(String text) {
    return Json.lenient(text.getBytes(StandardCharsets.UTF_8));
  }
}
