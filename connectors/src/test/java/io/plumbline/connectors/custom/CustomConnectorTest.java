package io.plumbline.connectors.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.fixtures.SettableClock;
import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Arrival.Forged;
import io.plumbline.engine.connector.Arrival.Genuine;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood.Readings;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system connected by a mapping file and settings alone. */
class CustomConnectorTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

  private static final String MAPPING =
      """
      mapping: own-shop/order
      version: 1
      rows:
        - { field: commercial.number, from: nr }
        - { field: commercial.currency, from: currency, required: true }
        - { field: commercial.total, from: sum, type: money, required: true }
      personal:
        - { field: email, from: buyer.mail }
      """;

  private static final String ORDER =
      """
      {"nr": "A-1", "changed": "2026-11-27T10:00:00.120Z", "currency": "EUR", "sum": "12.50",
       "ref": "shopify-eu:5120", "buyer": {"mail": "ada@example.test"}}
      """;

  @TempDir Path mappings;

  private final SettableClock clock = new SettableClock(NOW);
  private OwnShop shop;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(mappings.resolve("own-shop"));
    Files.writeString(mappings.resolve("own-shop/order.yaml"), MAPPING);
    shop = new OwnShop();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** The example that the standard's libraries test themselves with. */
  @Test
  void knowsASignatureOfTheStandard() {
    var connector =
        connector(settings().secret("webhook-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    var headers = new HashMap<String, String>();
    headers.put("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
    headers.put("webhook-timestamp", "1614265330");
    headers.put(
        "webhook-signature",
        "v1,bm9uZQ== v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1a,other");
    var webhook = new Webhook("order", headers, "{\"test\": 2432232314}".getBytes(UTF_8));

    assertThat(connector.receive(webhook))
        .isInstanceOfSatisfying(
            Genuine.class,
            genuine -> assertThat(genuine.dedupeKey()).isEqualTo("msg_p5jXN8AQM9LWM0D4loKWxJek"));

    clock.pass(Duration.ofMinutes(6));
    assertThat(connector.receive(webhook)).isInstanceOf(Forged.class);
  }

  @Test
  void refusesWhatIsChangedUnsignedOrOfAnotherSecret() {
    var connector = connector(settings().secret("webhook-secret", "s3cret"));
    var signed = signed("s3cret", ORDER);

    assertThat(connector.receive(signed)).isInstanceOf(Genuine.class);
    assertThat(connector.receive(new Webhook("order", signed.headers(), "{}".getBytes(UTF_8))))
        .isInstanceOf(Forged.class);
    assertThat(connector.receive(signed("other", ORDER))).isInstanceOf(Forged.class);
    assertThat(connector.receive(new Webhook("order", Map.of(), ORDER.getBytes(UTF_8))))
        .isInstanceOf(Forged.class);
    assertThat(connector(settings()).receive(signed)).isInstanceOf(Forged.class);
  }

  @Test
  void takesTheSignatureOfABodyFromTheHeaderThatASystemHas() {
    var connector =
        connector(
            settings()
                .secret("webhook-secret", "s3cret")
                .setting("signature", "body")
                .setting("signature-header", "X-Shop-Signature"));
    var body = ORDER.getBytes(UTF_8);
    var hex = HexFormat.of().formatHex(Hmac.sha256("s3cret", body));

    assertThat(
            connector.receive(
                new Webhook("order", Map.of("X-Shop-Signature", "sha256=" + hex), body)))
        .isInstanceOfSatisfying(
            Genuine.class, genuine -> assertThat(genuine.externalId()).isEqualTo("A-1"));
    assertThat(connector.receive(new Webhook("order", Map.of("X-Shop-Signature", "zz"), body)))
        .isInstanceOf(Forged.class);
  }

  @Test
  void readsARecordThroughTheMappingFile() throws Unusable {
    var reading = reading(ORDER);

    assertThat(reading.externalId()).isEqualTo("A-1");
    assertThat(reading.sourceTime()).isEqualTo("2026-11-27T10:00:00.120Z");
    assertThat(reading.mapping()).isEqualTo("own-shop/order@1");
    assertThat(reading.names())
        .contains(new Name("shopify-eu", "5120"), new Name("shopify-eu#number", "A-1"));
    assertThat(reading.content().facets().get("commercial"))
        .isEqualTo(Json.object().put("number", "A-1").put("currency", "EUR").put("total", "12.50"));
    assertThat(reading.content().personal().path("email").asText()).isEqualTo("ada@example.test");
  }

  @Test
  void takesARecordThatIsMarkedAsGoneForGone() throws Unusable {
    assertThat(reading(ORDER.replace("\"nr\"", "\"gone\": true, \"nr\"")).deleted()).isTrue();
  }

  @Test
  void saysWhatARecordLacksAndHowToSetItRight() {
    assertThatThrownBy(() -> reading(ORDER.replace("\"nr\"", "\"number\"")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("settings.id");
    assertThatThrownBy(() -> reading(ORDER.replace(".120Z", "")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("changed: expected a time with offset")
        .hasMessageContaining("settings.modified");
  }

  @Test
  void tellsTheWholeDesiredStateSignedAndUnderOneNameForEveryAttempt() {
    var connector = connector(settings().secret("signing-secret", "ours"));
    var step = connector.plan(desired(3), Optional.empty()).getFirst();

    var confirmed = connector.send(step);
    clock.pass(Duration.ofSeconds(30));
    connector.send(step);

    assertThat(confirmed.externalId()).contains("77");
    assertThat(shop.told()).hasSize(2);
    assertThat(shop.told())
        .allSatisfy(told -> {
          assertThat(told.headers()).containsEntry("idempotency-key", "shopify-eu:5120:3");
          assertThat(told.headers()).containsEntry("webhook-id", "shopify-eu:5120:3");
          assertThat(told.headers().get("webhook-signature"))
              .isEqualTo(
                  StandardSignature.headers(
                          "ours",
                          "shopify-eu:5120:3",
                          Long.parseLong(told.headers().getOrDefault("webhook-timestamp", "0")),
                          told.body())
                      .get("webhook-signature"));
          assertThat(told.json().at("/desired/commercial/total").asText()).isEqualTo("12.50");
          assertThat(told.json().at("/desired/personal/email").asText())
              .isEqualTo("ada@example.test");
          assertThat(told.json().path("revision").asLong()).isEqualTo(3);
        });
  }

  /** What was sent is published, and published is nothing personal. */
  @Test
  void namesWhatItSentWithoutThePerson() {
    var step = connector(settings()).plan(desired(1), Optional.empty()).getFirst();

    assertThat(step.sent())
        .isEqualTo(
            Json.object()
                .put("commercial.total", "12.50")
                .put("commercial.lines[9001].quantity", "2"));
  }

  @Test
  void tellsARefusalFromALimitAndFromAMissingSecret() {
    var connector = connector(settings().secret("signing-secret", "ours"));
    var step = connector.plan(desired(1), Optional.empty()).getFirst();

    shop.answersWith(422);
    assertThat(failure(() -> connector.send(step)).kind()).isEqualTo(Kind.REJECTED);
    shop.answersWith(409);
    assertThat(failure(() -> connector.send(step)).kind()).isEqualTo(Kind.CONFLICT);
    shop.answersWith(429);
    assertThat(failure(() -> connector.send(step)).kind()).isEqualTo(Kind.THROTTLED);
    shop.answersWith(500);
    assertThat(failure(() -> connector.send(step)).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(failure(() -> connector(settings()).send(step)))
        .hasMessageContaining("plumbline.connections.own-shop.secrets.signing-secret")
        .extracting(CallFailed::kind)
        .isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void readsWhereThereAreWaysToRead() {
    shop.holds("/hooks/orders/A-1", ORDER);
    shop.holds("/hooks/orders?ref=shopify-eu%3A5120", "{\"items\": [" + ORDER + "]}");
    shop.holds(
        "/hooks/orders?since=2026-11-27T09:00:00Z&after=&limit=2".replace(":", "%3A"), page());
    var connector =
        connector(
            settings()
                .setting("read-path", "/orders/{id}")
                .setting("find-path", "/orders?ref={reference}")
                .setting("changes-path", "/orders?since={since}&after={after}&limit={limit}")
                .setting("page-size", "2"));

    assertThat(connector.fetch("A-1").map(RawRecord::externalId)).contains("A-1");
    assertThat(connector.fetch("A-9")).isEmpty();
    assertThat(connector.find("shopify-eu:5120").map(RawRecord::externalId)).contains("A-1");
    var page = connector.changedSince(Cursor.before(Instant.parse("2026-11-27T09:00:00Z")));
    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("A-0", "A-1");
    assertThat(page.more()).isTrue();
    assertThat(page.reached())
        .contains(new Cursor(Instant.parse("2026-11-27T10:00:00.120Z"), "A-1"));
  }

  /** A system that gives at most one at a time is asked until nothing new comes. */
  @Test
  void asksOnWhateverASystemGivesAtMost() {
    shop.holds("/hooks/orders?since=2026-11-27T09%3A00%3A00Z", "[" + ORDER + "]");
    shop.holds("/hooks/orders?since=2026-11-27T10%3A00%3A00.120Z", "[" + ORDER + "]");
    shop.holds("/hooks/all?after=", "[" + ORDER + "]");
    shop.holds("/hooks/all?after=A-1", "[]");
    var connector =
        connector(
            settings()
                .setting("changes-path", "/orders?since={since}")
                .setting("listing-path", "/all?after={after}"));

    var first = connector.changedSince(Cursor.before(Instant.parse("2026-11-27T09:00:00Z")));
    var second = connector.changedSince(first.reached().orElseThrow());

    assertThat(first.more()).isTrue();
    assertThat(second.more()).isFalse();
    var listed = connector.listing(Optional.empty());
    assertThat(listed.resume()).contains("A-1");
    assertThat(connector.listing(listed.resume()).more()).isFalse();
  }

  @Test
  void refusesChangesWithTheNewestFirst() {
    shop.holds(
        "/hooks/orders?since=2026-11-27T09%3A00%3A00Z",
        "[" + ORDER + "," + ORDER.replace("10:00:00.120", "09:30:00.000") + "]");
    var connector = connector(settings().setting("changes-path", "/orders?since={since}"));

    assertThat(
            failure(
                () -> connector.changedSince(Cursor.before(Instant.parse("2026-11-27T09:00:00Z")))))
        .hasMessageContaining("oldest first");
  }

  /** One of no use to anybody becomes a dead letter, and those behind it are heard. */
  @Test
  void handsOnWhatItCannotUnderstand() throws Unusable {
    shop.holds(
        "/hooks/orders?since=2026-11-27T09%3A00%3A00Z",
        "[{\"nr\": \"A-0\", \"changed\": \"yesterday\"}," + ORDER + "]");
    var connector = connector(settings().setting("changes-path", "/orders?since={since}"));

    var page = connector.changedSince(Cursor.before(Instant.parse("2026-11-27T09:00:00Z")));

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("A-0", "A-1");
    assertThat(page.reached().orElseThrow().id()).isEqualTo("A-1");
    var first = page.records().getFirst();
    assertThatThrownBy(() -> connector.understand(first.topic(), first.body()))
        .hasMessageContaining("'yesterday'");
  }

  /** The guide's order has a list of its own, which is none of records. */
  @Test
  void readsTheGuidesOrderBack() throws IOException {
    shop.holds("/hooks/orders/A-1001", Files.readString(Path.of("../docs/own-system/order.json")));
    var connector =
        connector(
            settings()
                .setting("id", "id")
                .setting("modified", "updatedAt")
                .setting("read-path", "/orders/{id}"));

    assertThat(connector.fetch("A-1001").map(RawRecord::externalId)).contains("A-1001");
    assertThat(connector.readable()).isTrue();
    assertThat(connector(settings()).readable()).isFalse();
  }

  @Test
  void saysWhichSettingOpensAWayThatIsClosed() {
    var connector = connector(settings());

    assertThat(connector.find("shopify-eu:5120")).isEmpty();
    assertThat(failure(() -> connector.fetch("A-1"))).hasMessageContaining("settings.read-path");
    assertThat(failure(() -> connector.listing(Optional.empty())))
        .hasMessageContaining("settings.listing-path");
  }

  private static String page() {
    return "{\"items\": ["
        + ORDER.replace("A-1", "A-0").replace("10:00:00.120", "09:30:00.000")
        + ","
        + ORDER
        + "]}";
  }

  private static Desired desired(long revision) {
    var commercial = Json.object().put("total", "12.50");
    commercial.putObject("lines").putObject("9001").put("quantity", "2");
    return new Desired(
        "shopify-eu:5120",
        "shopify-eu:5120",
        revision,
        Content.of(
            Map.of("commercial", commercial), Json.object().put("email", "ada@example.test")));
  }

  private static Webhook signed(String secret, String body) {
    var bytes = body.getBytes(UTF_8);
    return new Webhook(
        "order", StandardSignature.headers(secret, "event-1", NOW.getEpochSecond(), bytes), bytes);
  }

  private Reading reading(String order) throws Unusable {
    var understood = connector(settings()).understand("order", order.getBytes(UTF_8));
    return ((Readings) understood).readings().getFirst();
  }

  private static CallFailed failure(ThrowingCallable call) {
    return catchThrowableOfType(CallFailed.class, call);
  }

  private ConnectionBuilder settings() {
    return ConnectionBuilder.own()
        .at(shop.address())
        .setting("mapping", "own-shop/order")
        .setting("id", "nr")
        .setting("modified", "changed")
        .setting("deleted", "gone")
        .setting("reference", "ref")
        .setting("number", "nr");
  }

  private Connector connector(ConnectionBuilder connection) {
    return new CustomConnectors()
        .open(
            connection.build(),
            new MappingFiles(Optional.of(mappings)),
            new RecordingThrottle(),
            new KeptNotes(),
            clock);
  }
}
