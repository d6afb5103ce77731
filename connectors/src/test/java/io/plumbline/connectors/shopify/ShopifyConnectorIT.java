package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.Control;
import io.plumbline.connectors.fixtures.Mailbox;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Arrival.Genuine;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Name;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the emulated vendor, which shares no code with the connector. */
class ShopifyConnectorIT {

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  private static final Cursor BEGINNING = Cursor.before(NOW.minusSeconds(60));

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

  private final RecordingThrottle throttle = new RecordingThrottle();
  private Mailbox mailbox;
  private ShopifyEmulator emulator;
  private Control shop;
  private Connector connector;

  @BeforeEach
  void openTheShop() throws IOException {
    mailbox = new Mailbox();
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    emulator =
        new ShopifyEmulator(
            new Shop("shopify-eu", ZoneId.of("Europe/London"), "token", 2_000, 1_000),
            new ShopifyEmulator.Place(0, mailbox.address(), "secret", 1, 240, Optional.empty()),
            clock);
    shop = Control.of(emulator.port());
    connector = connector("token");
  }

  @AfterEach
  void close() {
    assertThat(throttle.open()).isZero();
    emulator.close();
    mailbox.close();
  }

  @Test
  void readsTheSameOutOfAWebhookAndAPoll() throws Unusable {
    var id = place(1, "false", "0");

    assertSameThroughBothShapes(id, "orders/create");
  }

  @Test
  void readsTheSameOfAnOrderWithTaxesIncluded() throws Unusable {
    var id = place(1, "true", "0");

    assertSameThroughBothShapes(id, "orders/create");
  }

  @Test
  void readsTheSameOfAnEditedOrderAndDropsItsRemovedLine() throws Unusable {
    var id = place(1, "false", "0");
    shop.post(
        "/orders/" + id + "/edit",
        """
        {"lines": [{"sku": "85123A", "quantity": 0}, {"sku": "71053", "quantity": 5},
                   {"sku": "NEW", "quantity": 1, "unitPrice": "1.00"}]}
        """);

    var reading = assertSameThroughBothShapes(id, "orders/edited");

    var lines = commercial(reading).path("lines");
    assertThat(lines).hasSize(2);
    assertThat(lines).extracting(line -> line.path("quantity").asText()).containsExactly("5", "1");
  }

  @Test
  void readsTheSameOfACancelledOrder() throws Unusable {
    var id = place(1, "false", "0");
    shop.post("/orders/" + id + "/cancel", "{\"reason\": \"customer\"}");

    var reading = assertSameThroughBothShapes(id, "orders/cancelled");

    assertThat(commercial(reading).path("status").asText()).isEqualTo("cancelled");
    assertThat(commercial(reading).path("cancelReason").asText()).isEqualTo("customer");
  }

  @Test
  void readsTheSameOfAFulfilledOrder() throws Unusable {
    var id = place(1, "false", "0");
    shop.post("/orders/" + id + "/fulfil", "{}");

    var reading = assertSameThroughBothShapes(id, "orders/fulfilled");

    assertThat(facet(reading, "fulfilment").path("status").asText()).isEqualTo("fulfilled");
  }

  @Test
  void readsWhatTheOrderIsWorth() throws Unusable {
    var id = place(1, "false", "0");

    var reading = reading(polled(id));

    // 6 x 2.55 + 3 x 3.39 = 25.47; less 3.33, plus 5.00 shipping and 20 % tax on both.
    assertThat(commercial(reading).path("total").asText()).isEqualTo("32.57");
    assertThat(commercial(reading).path("discount").asText()).isEqualTo("3.33");
    assertThat(commercial(reading).path("shipping").asText()).isEqualTo("5.00");
    assertThat(commercial(reading).path("presentmentCurrency").asText()).isEqualTo("SEK");
    assertThat(commercial(reading).path("placedAt").asText()).isEqualTo("2026-03-04T08:26:00Z");
    assertThat(reading.names()).containsExactly(new Name("shopify-eu#number", "X1"));
    assertThat(reading.content().personal().path("email").asText()).isEqualTo("ada@example.test");
    assertThat(reading.content().facets().toString()).doesNotContain("Ada", "ada@");
  }

  @Test
  void asksAgainWhatAGiftCardPaid() throws Unusable {
    var id = place(1, "false", "10.00");
    var webhook = webhook("orders/create");

    assertThat(connector.understand("orders/create", webhook.body()))
        .isEqualTo(new Understood.ReadAgain(id));
    assertThat(commercial(reading(polled(id))).path("giftCards").asText()).isEqualTo("10.00");
  }

  @Test
  void readsADeletedOrderAgainAndFindsNone() throws Unusable {
    var id = place(1, "false", "0");
    shop.delete("/orders/" + id);
    var webhook = webhook("orders/delete");

    assertThat(connector.understand("orders/delete", webhook.body()))
        .isEqualTo(new Understood.ReadAgain(id));
    assertThat(connector.fetch(id)).isEmpty();
  }

  @Test
  void pollsThroughASecondThatFillsManyPages() {
    var placed = IntStream.range(0, 23).mapToObj(n -> place(n, "false", "0")).toList();

    var polled = poll(BEGINNING);

    assertThat(polled).extracting(RawRecord::externalId).containsExactlyElementsOf(placed);
  }

  @Test
  void goesOnBehindItsCursorInsideASecond() {
    var placed = IntStream.range(0, 5).mapToObj(n -> place(n, "false", "0")).toList();

    var rest = poll(new Cursor(NOW, placed.get(2)));

    assertThat(rest)
        .extracting(RawRecord::externalId)
        .containsExactly(placed.get(3), placed.get(4));
  }

  @Test
  void listsEveryOrderOnceAndResumes() {
    var placed = IntStream.range(0, 23).mapToObj(n -> place(n, "false", "0")).toList();

    var listed = new ArrayList<String>();
    Optional<String> resume = Optional.empty();
    do {
      var page = connector.listing(resume);
      page.records().forEach(record -> listed.add(record.externalId()));
      resume = page.resume();
    } while (resume.isPresent());

    assertThat(listed).containsExactlyElementsOf(placed);
  }

  @Test
  void readsAnOrderOfManyLinesWhole() throws Unusable {
    var lines = new StringBuilder();
    IntStream.range(0, 130)
        .forEach(n ->
            lines
                .append(n == 0 ? "" : ",")
                .append("{\"sku\":\"S%d\",\"quantity\":1,\"unitPrice\":\"1.00\"}".formatted(n)));
    var order = shop.post("/orders", "{\"number\":\"L\",\"lines\":[" + lines + "]}");

    var reading = reading(polled(order.path("id").asText()));

    assertThat(commercial(reading).path("lines")).hasSize(130);
  }

  @Test
  void takesWhatACallCostsAndPassesOnWhatIsLeft() {
    place(1, "false", "0");

    poll(BEGINNING);
    poll(BEGINNING);

    // Which changed, what they say, which changed: by then the price of the first is known, and
    // what an unchanged order says is not asked twice.
    assertThat(throttle.costs()).containsExactly(50, 50, 8);
    assertThat(throttle.available()).hasSize(3).allMatch(left -> left > 0);
  }

  @Test
  void pausesForTheTimeTheBucketNeeds() {
    shop.put("/faults", "{\"kinds\": {\"throttle\": 1.0}}");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.fetch("1"));

    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(throttle.pauses()).hasSize(1);
    assertThat(throttle.pauses().getFirst()).isPositive();
  }

  @Test
  void blamesTheTokenAndNotTheOrder() {
    var failure = catchThrowableOfType(CallFailed.class, () -> connector("stale").fetch("1"));

    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void cancelsOnceAndFindsItDone() throws Unusable {
    var id = place(1, "false", "0");
    var off = Json.object().put("status", "cancelled").put("cancelReason", "inventory");
    var desired =
        new Desired(
            "shopify-eu:" + id,
            "shopify-eu:" + id,
            2,
            Content.of(Map.of("commercial", off), Json.object()));

    var steps = connector.plan(desired, Optional.of(reading(polled(id))));
    var confirmed = connector.send(steps.getFirst());

    assertThat(steps).hasSize(1);
    assertThat(confirmed.externalId()).contains(id);
    var after = reading(connector.find(steps.getFirst().reference()).orElseThrow());
    assertThat(commercial(after).path("status").asText()).isEqualTo("cancelled");
    assertThat(commercial(after).path("cancelReason").asText()).isEqualTo("inventory");
    assertThat(connector.plan(desired, Optional.of(after))).isEmpty();
  }

  @Test
  void doesNotKnowWhetherAnUnansweredCancellationTookEffect() throws Unusable {
    var id = place(1, "false", "0");
    var off = Json.object().put("status", "cancelled");
    var desired =
        new Desired(
            id, "shopify-eu:" + id, 2, Content.of(Map.of("commercial", off), Json.object()));
    var step = connector.plan(desired, Optional.of(reading(polled(id)))).getFirst();
    shop.put("/faults", "{\"kinds\": {\"serverErrorAfterEffect\": 1.0}}");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
    shop.put("/faults", "{}");
    var after = reading(connector.find(step.reference()).orElseThrow());
    assertThat(commercial(after).path("status").asText()).isEqualTo("cancelled");
  }

  private Reading assertSameThroughBothShapes(String id, String topic) throws Unusable {
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

  private String place(int number, String taxesIncluded, String giftCard) {
    var order =
        ORDER
            .replace("NUMBER", Integer.toString(number))
            .replace("INCLUDED", taxesIncluded)
            .replace("CARD", giftCard);
    return shop.post("/orders", order).path("id").asText();
  }

  private Webhook webhook(String topic) {
    await().until(() -> mailbox.received().stream().anyMatch(each -> each.topic().equals(topic)));
    return mailbox.received().stream()
        .filter(each -> each.topic().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  private RawRecord polled(String id) {
    return poll(BEGINNING).stream()
        .filter(record -> record.externalId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<RawRecord> poll(Cursor from) {
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

  private Reading reading(RawRecord record) throws Unusable {
    return reading(connector.understand(record.topic(), record.body()));
  }

  private static Reading reading(Understood understood) {
    return ((Understood.Readings) understood).readings().getFirst();
  }

  private static JsonNode commercial(Reading reading) {
    return facet(reading, "commercial");
  }

  private static JsonNode facet(Reading reading, String facet) {
    var node = reading.content().facets().get(facet);
    return node == null ? Json.object() : node;
  }

  private Connector connector(String token) {
    var connection =
        ConnectionBuilder.shop()
            .at(URI.create("http://127.0.0.1:" + emulator.port()))
            .secret("access-token", token)
            .secret("webhook-secret", "secret")
            .setting("changes-page-size", "7")
            .build();
    return new ShopifyConnectors()
        .open(connection, new MappingFiles(Optional.empty()), throttle, Clock.systemUTC());
  }
}
