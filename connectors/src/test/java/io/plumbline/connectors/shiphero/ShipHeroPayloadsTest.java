package io.plumbline.connectors.shiphero;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Connector.Understood.Filtered;
import io.plumbline.engine.connector.Connector.Understood.ReadAgain;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Name;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShipHeroPayloadsTest extends Warehouse {

  @Test
  void readsWhatIsAskedForAndForHowMuch() throws Unusable {
    var commercial = facet(reading(connector, ORDER), "commercial");

    assertThat(commercial)
        .isEqualTo(
            Json.lenient(
                """
                {"status": "open", "number": "X7", "currency": "GBP", "placedAt": "2026-07-04T09:15:30Z",
                 "total": "32.50", "subtotal": "22.10", "tax": "5.40", "discount": "0.00",
                 "shipping": "5.00", "lines": {
                   "31": {"sku": "LAMP", "quantity": "3", "unitPrice": "4.70", "reference": "31"},
                   "32": {"sku": "ROPE", "quantity": "2", "unitPrice": "4.00", "reference": "32"}}}
                """
                    .getBytes(UTF_8)));
  }

  @Test
  void readsHowFarItIsLineByLineAndParcelByParcel() throws Unusable {
    var fulfilment = facet(reading(connector, ORDER), "fulfilment");

    assertThat(fulfilment)
        .isEqualTo(
            Json.lenient(
                """
                {"status": "partial",
                 "holds": {"fraud": false, "payment": true, "operator": false, "address": false,
                           "client": false},
                 "lines": {"31": {"allocated": "1", "pending": "2", "shipped": "1", "backordered": "1"},
                           "32": {"shipped": "0"}},
                 "shipments": {"5": {"warehouse": "V2g6MQ==", "carrier": "post",
                   "method": "ground", "tracking": "P1", "status": "shipped",
                   "shippedAt": "2026-07-04T11:00:00Z", "lines": {"31": "1"}}}}
                """
                    .getBytes(UTF_8)));
  }

  @Test
  void setsAsideWhatWasVoided() throws Unusable {
    var voided =
        ORDER.replace(
            "\"tracking_number\": \"P1\"", "\"tracking_number\": \"P1\", \"status\": \"voided\"");

    var fulfilment = facet(reading(connector, voided), "fulfilment");

    assertThat(fulfilment.path("shipments")).isEmpty();
    assertThat(fulfilment.at("/voided/5/tracking").asText()).isEqualTo("P1");
    assertThat(fulfilment.at("/voided/5/lines/31").asText()).isEqualTo("1");
    assertThat(fulfilment.at("/voided/5").has("status")).isFalse();
  }

  @Test
  void tellsAParcelThatCameBack() throws Unusable {
    var back =
        ORDER.replace(
            "\"tracking_number\": \"P1\"",
            "\"tracking_number\": \"P1\", \"tracking_status\": \"return_to_sender\"");

    assertThat(facet(reading(connector, back), "fulfilment").at("/shipments/5/status").asText())
        .isEqualTo("returned");
  }

  @Test
  void keepsAShipmentOfWhichOneLabelWasPrintedAnew() throws Unusable {
    var fulfilment =
        facet(reading(connector, labelled("voided P1", "valid P2", "valid P3")), "fulfilment");

    assertThat(fulfilment.has("voided")).isFalse();
    var shipment = fulfilment.at("/shipments/5");
    assertThat(shipment.path("status").asText()).isEqualTo("shipped");
    assertThat(shipment.path("tracking").asText()).isEqualTo("P2");
    assertThat(shipment.path("carrier").asText()).isEqualTo("carrier of P2");
    assertThat(shipment.path("packages").findValuesAsText("tracking")).containsExactly("P2", "P3");
  }

  @Test
  void tellsNoNumberOfALabelThatWasVoidedLater() throws Unusable {
    var fulfilment = facet(reading(connector, labelled("valid P1", "voided P2")), "fulfilment");

    assertThat(fulfilment.at("/shipments/5/tracking").asText()).isEqualTo("P1");
    assertThat(fulfilment.toString()).doesNotContain("P2");
  }

  @Test
  void setsAsideAShipmentOnceAllItsLabelsAreVoided() throws Unusable {
    var fulfilment = facet(reading(connector, labelled("voided P1", "voided P2")), "fulfilment");

    assertThat(fulfilment.path("shipments")).isEmpty();
    assertThat(fulfilment.at("/voided/5/packages").findValuesAsText("tracking"))
        .containsExactly("P1", "P2");
  }

  @Test
  void countsAsBackOnlyWhatCameBackWhole() throws Unusable {
    var half = labelled("voided P1", "back P2", "valid P3");
    var whole = labelled("voided P1", "back P2", "back P3");

    assertThat(facet(reading(connector, half), "fulfilment").at("/shipments/5/status").asText())
        .isEqualTo("shipped");
    assertThat(facet(reading(connector, whole), "fulfilment").at("/shipments/5/status").asText())
        .isEqualTo("returned");
  }

  /** Mechanism: {@code ShipHeroLabels} and the word {@code pre_transit} of the mapping. */
  @Test
  void tellsAParcelThatIsPackedAndHasNotLeft() throws Unusable {
    assertThat(status(labelled("voided P1", "dock P2", "dock P3"))).isEqualTo("packed");
    assertThat(status(labelled("dock P1").replace("pre_transit", "PRE_TRANSIT")))
        .isEqualTo("packed");
  }

  @Test
  void countsAsPackedOnlyWhatNoCarrierHasAnythingOf() throws Unusable {
    assertThat(status(labelled("dock P1", "valid P2"))).isEqualTo("shipped");
    assertThat(status(labelled("dock P1").replace("\"delivered\":false", "\"delivered\":true")))
        .isEqualTo("delivered");
  }

  /** A carrier that reports nothing would leave its parcels at the dock for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"unknown\""})
  void countsAsGoneWhatNoCarrierReportsOf(String word) throws Unusable {
    var silent = labelled("dock P1").replace("\"pre_transit\"", word);

    assertThat(status(silent)).isEqualTo("shipped");
    assertThat(status(labelled("dock P1", "dock P2").replaceFirst("\"pre_transit\"", word)))
        .isEqualTo("shipped");
  }

  @Test
  void tellsAParcelThatArrived() throws Unusable {
    var arrived = ORDER.replace("\"delivered\": false", "\"delivered\": true");

    assertThat(facet(reading(connector, arrived), "fulfilment").at("/shipments/5/status").asText())
        .isEqualTo("delivered");
  }

  @Test
  void keepsWhoBuysOutOfTheFacets() throws Unusable {
    var content = reading(connector, ORDER).content();

    assertThat(content.personal())
        .isEqualTo(
            Json.lenient(
                """
                {"email": "ivy@example.test", "shippingAddress": {"name": "Ivy May Sample",
                 "address1": "Demo 1", "city": "London", "zip": "N1 1AA", "country": "GB"}}
                """
                    .getBytes(UTF_8)));
    assertThat(content.facets().toString()).doesNotContain("Ivy").doesNotContain("Demo 1");
  }

  @Test
  void namesTheRecordsOfOtherSystems() throws Unusable {
    assertThat(reading(connector, ORDER).names())
        .containsExactlyInAnyOrder(new Name("shop1", "7"), new Name("shop1#number", "X7"));
  }

  @Test
  void takesTimesWithoutAZoneForUtcUnlessSetOtherwise() throws Unusable {
    var inNewYork =
        connector(ConnectionBuilder.warehouse().setting("api-zone", "America/New_York"));

    assertThat(reading(connector, ORDER).sourceTime())
        .isEqualTo(Instant.parse("2026-07-04T09:20:00Z"));
    assertThat(reading(inNewYork, ORDER).sourceTime())
        .isEqualTo(Instant.parse("2026-07-04T13:20:00Z"));
  }

  @Test
  void believesAZoneThatIsWritten() throws Unusable {
    var zoned = ORDER.replace("2026-07-04 09:20:00", "2026-07-04T09:20:00+02:00");

    assertThat(reading(connector, zoned).sourceTime())
        .isEqualTo(Instant.parse("2026-07-04T07:20:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canceled", "cancelled", "Canceled"})
  void knowsACancelledOrderInEitherSpelling(String status) throws Unusable {
    var order = reading(connector, ORDER.replace("Packing", status));

    assertThat(facet(order, "commercial").path("status").asText()).isEqualTo("cancelled");
  }

  @Test
  void countsAnOrderAsShippedOnceEveryPieceHasLeftWhateverTheAccountCallsIt() throws Unusable {
    var all =
        ORDER
            .replace("\"quantity_shipped\": \"1\"", "\"quantity_shipped\": \"3\"")
            .replace("\"quantity_shipped\": 0", "\"quantity_shipped\": 2");
    var none = ORDER.replace("\"quantity_shipped\": \"1\"", "\"quantity_shipped\": \"0\"");

    assertThat(facet(reading(connector, all), "fulfilment").path("status").asText())
        .isEqualTo("fulfilled");
    assertThat(facet(reading(connector, none), "fulfilment").path("status").asText())
        .isEqualTo("unfulfilled");
  }

  @Test
  void leavesOutALineThatIsWantedNoMore() throws Unusable {
    var order = reading(connector, ORDER.replace("\"quantity\": 2", "\"quantity\": 0"));

    assertThat(facet(order, "commercial").path("lines").has("32")).isFalse();
  }

  @Test
  void showsALineThatWasAddedTwice() throws Unusable {
    var doubled = reading(connector, ORDER.replace("\"32\"", "\"31\""));

    assertThat(facet(doubled, "commercial").path("lines").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("31", "31/TGk6Mg==");
  }

  @Test
  void tellsEveryParcelOfAShipment() throws Unusable {
    var two =
        ORDER.replace(
            "\"tracking_number\": \"P1\"}",
            "\"tracking_number\": \"P1\"}, {\"id\": \"TDoy\", \"carrier\": \"van\", \"tracking_number\": \"P2\"}");

    var shipment = facet(reading(connector, two), "fulfilment").path("shipments").path("5");

    assertThat(shipment.path("packages").path("TDoy").path("tracking").asText()).isEqualTo("P2");
    assertThat(shipment.path("tracking").asText()).isEqualTo("P1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Shipment Update", "Order Canceled", "Order Allocated", "Order Packed Out"})
  void readsTheOrderAgainThatAWebhookNames(String type) throws Unusable {
    assertThat(webhook(type, "\"test\":\"0\",\"order_uuid\":\"T3JkZXI6OTE=\""))
        .isEqualTo(new ReadAgain("T3JkZXI6OTE="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1", "true"})
  void filtersTestDeliveries(String test) throws Unusable {
    assertThat(webhook("Shipment Update", "\"order_uuid\":\"T3JkZXI6OTE=\",\"test\":" + test))
        .isEqualTo(new Filtered("test delivery"));
  }

  @Test
  void countsWebhooksOfOtherFlows() throws Unusable {
    assertThat(webhook("Inventory Update", "\"inventory\":[]"))
        .isEqualTo(new Filtered("webhook Inventory Update"));
  }

  @Test
  void refusesWhatNamesNoOrder() {
    assertThatThrownBy(() -> webhook("Order Canceled", "\"account_id\":1"))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("Order Canceled");
    assertThatThrownBy(() -> connector.understand("x", "{}".getBytes(UTF_8)))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("webhook_type");
    assertThatThrownBy(() -> reading(connector, ORDER.replace("2026-07-04 09:20:00", "soon")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("updated_at");
  }

  private String status(String order) throws Unusable {
    return facet(reading(connector, order), "fulfilment").at("/shipments/5/status").asText();
  }

  /** The order with labels such as {@code voided P1}, of a carrier each. */
  private static String labelled(String... labels) throws Unusable {
    var order = Json.payload(ORDER.getBytes(UTF_8));
    var told = ((ObjectNode) order.at("/shipments/0")).putArray("shipping_labels");
    for (var label : labels) {
      var number = label.substring(label.indexOf(' ') + 1);
      told.addObject()
          .put("id", "id of " + number)
          .put("carrier", "carrier of " + number)
          .put("tracking_number", number)
          .put("status", label.startsWith("voided") ? "voided" : "valid")
          .put("tracking_status", tracking(label.substring(0, label.indexOf(' '))));
    }
    return order.toString();
  }

  private static String tracking(String label) {
    return switch (label) {
      case "back" -> "return_to_sender";
      case "dock" -> "pre_transit";
      default -> "in_transit";
    };
  }

  private Understood webhook(String type, String fields) throws Unusable {
    var body = "{\"webhook_type\":\"%s\",%s}".formatted(type, fields);
    return connector.understand("shiphero", body.getBytes(UTF_8));
  }
}
