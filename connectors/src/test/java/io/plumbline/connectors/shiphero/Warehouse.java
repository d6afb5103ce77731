package io.plumbline.connectors.shiphero;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.fixtures.SettableClock;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.engine.observation.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A connector over a vendor that answers what the test says. */
class Warehouse {

  /** An order of two lines: the first partly shipped in a parcel, the second waiting. */
  static final String ORDER =
      """
      {"id": "T3JkZXI6OTE=", "legacy_id": 91, "order_number": "#X7", "partner_order_id": "shop1:7",
       "shop_name": "shop", "fulfillment_status": "Packing", "currency": "gbp",
       "subtotal": "22.10", "total_tax": "5.40", "total_discounts": "0", "total_price": "32.5",
       "order_date": "2026-07-04T09:15:30", "updated_at": "2026-07-04 09:20:00",
       "email": " Ivy@Example.test ", "shipping_lines": {"title": "Post", "price": "5.0"},
       "holds": {"fraud_hold": false, "payment_hold": true, "operator_hold": false,
                 "address_hold": false, "client_hold": false},
       "shipping_address": {"first_name": "Ivy May", "last_name": "Sample", "address1": "Demo 1",
                            "city": "London", "state": "", "zip": "N1 1AA", "country": "GB"},
       "line_items": {"edges": [
         {"node": {"id": "TGk6MQ==", "sku": "LAMP", "partner_line_item_id": "31", "quantity": "3",
                   "quantity_allocated": 1, "quantity_pending_fulfillment": 2,
                   "quantity_shipped": "1", "backorder_quantity": 1, "price": "4.70"}},
         {"node": {"id": "TGk6Mg==", "sku": "ROPE", "partner_line_item_id": "32", "quantity": 2,
                   "quantity_shipped": 0, "price": "4.00"}}]},
       "shipments": [
         {"id": "U2g6NQ==", "legacy_id": 5, "created_date": "2026-07-04T11:00:00", "warehouse_id": "V2g6MQ==",
          "delivered": false,
          "shipping_labels": [{"id": "TDox", "carrier": "post", "shipping_method": "ground",
                               "tracking_number": "P1"}],
          "line_items": {"edges": [{"node": {"line_item_id": "TGk6MQ==", "quantity": 1}}]}}]}
      """;

  final RecordingThrottle throttle = new RecordingThrottle();
  final SettableClock clock = new SettableClock(Instant.parse("2026-07-04T12:00:00Z"));
  SimpleShipHero vendor;
  Connector connector;

  @BeforeEach
  void open() throws IOException {
    vendor = new SimpleShipHero();
    connector = connector(ConnectionBuilder.warehouse());
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  Connector connector(ConnectionBuilder connection) {
    return new ShipHeroConnectors()
        .open(
            connection.at(vendor.address()).build(),
            new MappingFiles(Optional.empty()),
            throttle,
            new KeptNotes(),
            clock);
  }

  /** The answer to a query or mutation of one root field. */
  static String result(String field, String rest) {
    return "{\"data\":{\"%s\":{\"request_id\":\"r\",\"complexity\":17,%s}}}".formatted(field, rest);
  }

  static String order(String order) {
    return result("order", "\"data\":" + order);
  }

  static String orders(boolean more, String... nodes) {
    var edges = "{\"node\":" + String.join("},{\"node\":", nodes) + "}";
    return result(
        "orders",
        "\"data\":{\"edges\":[%s],\"pageInfo\":{\"hasNextPage\":%s,\"endCursor\":\"c\"}}"
            .formatted(nodes.length == 0 ? "" : edges, more));
  }

  static Reading reading(Connector connector, String order) throws Unusable {
    return reading(connector, "poll/order", order.getBytes(StandardCharsets.UTF_8));
  }

  static Reading reading(Connector connector, RawRecord record) throws Unusable {
    return reading(connector, record.topic(), record.body());
  }

  private static Reading reading(Connector connector, String topic, byte[] body) throws Unusable {
    var understood = (Understood.Readings) connector.understand(topic, body);
    return understood.readings().getFirst();
  }

  static com.fasterxml.jackson.databind.JsonNode facet(Reading reading, String name) {
    var facet = reading.content().facets().get(name);
    return facet == null ? Json.object() : facet;
  }

  static String refusedAt(String path) {
    return "{\"errors\":[{\"message\":\"broken record\",\"path\":[%s]}],\"data\":{\"order\":null}}"
        .formatted(path);
  }

  static CallFailed failed(ThrowingCallable call) {
    return catchThrowableOfType(CallFailed.class, call);
  }

  static String refusal(String message) {
    return "{\"errors\":[{\"code\":3,\"message\":\"%s\"}],\"data\":null}".formatted(message);
  }
}
