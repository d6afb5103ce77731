package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.Control;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.Mailbox;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Arrival.Genuine;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.engine.observation.Reading;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.ShopifyEmulator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A shop of the emulated vendor, which shares no code with the connector. */
class EmulatedShop {

  static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  static final Cursor BEGINNING = Cursor.before(NOW.minusSeconds(60));

  private static final String ORDER =
      """
      {"number": "XNUMBER", "placedAt": "2026-03-04T08:26:00Z", "currency": "GBP",
       "presentment": {"currency": "SEK", "rate": "12.61"}, "channel": "web",
       "taxesIncluded": INCLUDED, "taxRate": 0.2, "shipping": "5.00", "discount": "3.33",
       "lines": [{"sku": "85123A", "title": "Holder", "quantity": 6, "unitPrice": "2.55"},
                 {"sku": "71053", "title": "Lantern", "quantity": 3, "unitPrice": "3.39"}],
       "customer": {"email": "Ada@example.test", "name": "Ada Example", "country": "GB"},
       "giftCard": "CARD", "paid": true}
      """;

  final RecordingThrottle throttle = new RecordingThrottle();
  final KeptNotes notes = new KeptNotes();
  Mailbox mailbox;
  ShopifyEmulator emulator;
  Control shop;
  Connector connector;

  @BeforeEach
  void openTheShop() throws IOException {
    mailbox = new Mailbox();
    emulator =
        new ShopifyEmulator(
            shop(new Shop("shopify-eu", ZoneId.of("Europe/London"), "token", 2_000, 1_000)),
            new ShopifyEmulator.Place(0, mailbox.address(), "secret", 1, 240, Optional.empty()),
            vendorClock());
    shop = Control.of(emulator.port());
    connector = connector("token");
  }

  @AfterEach
  void close() {
    assertThat(throttle.open()).isZero();
    emulator.close();
    mailbox.close();
  }

  Reading assertSameThroughBothShapes(String id, String topic) throws Unusable {
    var webhook = webhook(topic);
    var arrival = connector.receive(webhook);
    var told = reading(connector.understand(webhook.topic(), webhook.body()));
    var read = reading(polled(id));

    assertThat(arrival)
        .isInstanceOfSatisfying(
            Genuine.class, genuine -> assertThat(genuine.externalId()).isEqualTo(id));
    assertThat(told.content()).isEqualTo(read.content());
    assertThat(told.externalId()).isEqualTo(read.externalId()).isEqualTo(id);
    assertThat(told.sourceTime()).isEqualTo(read.sourceTime());
    assertThat(told.names()).isEqualTo(read.names());
    return read;
  }

  String place(int number, String taxesIncluded, String giftCard) {
    var order =
        ORDER
            .replace("NUMBER", Integer.toString(number))
            .replace("INCLUDED", taxesIncluded)
            .replace("CARD", giftCard);
    return shop.post("/orders", order).path("id").asText();
  }

  Webhook webhook(String topic) {
    await().until(() -> mailbox.received().stream().anyMatch(each -> each.topic().equals(topic)));
    return mailbox.received().stream()
        .filter(each -> each.topic().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  RawRecord polled(String id) {
    return poll(BEGINNING).stream()
        .filter(record -> record.externalId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  List<RawRecord> poll(Cursor from) {
    var records = new ArrayList<RawRecord>();
    var seen = new HashSet<Cursor>();
    var cursor = from;
    while (seen.add(cursor)) {
      var page = connector.changedSince(cursor);
      records.addAll(page.records());
      cursor = page.more() ? page.reached().orElseThrow() : cursor;
    }
    return records;
  }

  Reading reading(RawRecord record) throws Unusable {
    return reading(connector.understand(record.topic(), record.body()));
  }

  static Reading reading(Understood understood) {
    return ((Understood.Readings) understood).readings().getFirst();
  }

  static JsonNode commercial(Reading reading) {
    return facet(reading, "commercial");
  }

  static JsonNode facet(Reading reading, String facet) {
    var node = reading.content().facets().get(facet);
    return node == null ? Json.object() : node;
  }

  /** The shop that is opened. */
  Shop shop(Shop plain) {
    return plain;
  }

  /** What the vendor stamps by. */
  Clock vendorClock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  Connector connector(String token) {
    return connector(connection().secret("access-token", token), Clock.systemUTC());
  }

  Connector connector(ConnectionBuilder connection, Clock clock) {
    return new ShopifyConnectors()
        .open(connection.build(), new MappingFiles(Optional.empty()), throttle, notes, clock);
  }

  ConnectionBuilder connection() {
    return ConnectionBuilder.shop()
        .at(URI.create("http://127.0.0.1:" + emulator.port()))
        .secret("webhook-secret", "secret")
        .setting("changes-page-size", "7");
  }
}
