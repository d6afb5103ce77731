package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who bought stays encrypted: nowhere does a person's name, mail, number or street show. */
@QuarkusTest
class PrivacyIT extends OnRealParts {

  private static final List<String> PLANTED =
      List.of("Quackenbush", "zebulon@", "7700 900461", "Xylophone Crescent", "QX7 4ZZ");

  /** Somebody whom no payload of ours names. */
  private static final List<String> OTHERS =
      List.of("Okonkwo", "philippa@", "7700 900888", "Zylstra");

  private static final String QUOTING_THE_BUYER =
      "Customer Zebulon Quackenbush <zebulon@quackenbush.example>, +44 7700 900461, is on credit hold.";

  private static final String NAMING_ANOTHER =
      "Locked by Philippa Okonkwo (philippa@zylstra.example, +44 7700 900888).";

  private final HeardLog log = new HeardLog();

  @Inject Transactions transactions;

  @BeforeEach
  void listen() {
    log.listen();
    Logger.getLogger("io.plumbline.order").fine("the log is heard");
  }

  @AfterEach
  void stopListening() {
    log.stop();
    books.control().put("/refusals", "[]");
  }

  /** Mechanism: the mapping's personal rows, sealed under the order's key and fingerprinted. */
  @Test
  void showsNobodyWhoBought() {
    books.know("85123A");
    var order = person(shop.sells("85123A"), "web");
    receive(order.toString());
    var key = "shopify-eu:" + order.path("id").asText();
    Waiting.until(() ->
        given()
            .get("/api/orders/" + key)
            .then()
            .statusCode(200)
            .body("replicas.find { it.connection == 'shopify-eu' }.fingerprints", hasKey("email")));
    unusable();
    rejected();
    given().post("/api/republish").then().statusCode(200);
    OrdersIT.applied();

    assertThat(texts(Changes.CHANGES)).anyMatch(text -> text.contains(key));
    shownNowhere();
    nowhere(
        "the API",
        Stream.of(answer("/api/orders/" + key), answer("/api/orders/" + key + "/timeline")));
  }

  /**
   * Mechanism: a failure's message is ours; what the vendor said of it is kept apart, encrypted
   * under the order's key, and shown with the order alone.
   */
  @Test
  void showsNobodyWhomAVendorNames() {
    books.know("85123A");
    var held = person(shop.sells("85123A"), "web");
    var locked = person(shop.sells("85123A"), "web");
    var booked = booked();
    refuse(
        rule("PUT", "eid:" + key(held), QUOTING_THE_BUYER),
        rule("PUT", "eid:" + key(locked), NAMING_ANOTHER),
        rule("GET", booked, QUOTING_THE_BUYER + " " + NAMING_ANOTHER));
    receive(held.toString());
    receive(locked.toString());
    books.control().post("/salesOrders/" + booked + "/edit", "{\"memo\": \"again\"}");
    var write = letter("it.key == '" + key(held) + "' && it.kind == 'delivery'");
    var otherWrite = letter("it.key == '" + key(locked) + "' && it.kind == 'delivery'");
    var read = letter("it.externalId == '" + booked + "' && it.kind == 'reread'");
    given().post("/api/republish").then().statusCode(200);
    OrdersIT.applied();

    shownNowhere();
    Stream.of(key(held), key(locked), "netsuite:" + booked)
        .forEach(key -> nowhere("the order", Stream.of(answer("/api/orders/" + key))));
    assertThat(texts(Changes.CHANGES)).anyMatch(text -> text.contains("400 USER_ERROR"));
    assertThat(answer("/api/dead-letters/" + write)).contains(QUOTING_THE_BUYER);
    assertThat(answer("/api/dead-letters/" + otherWrite)).contains(NAMING_ANOTHER);
    assertThat(answer("/api/dead-letters/" + read)).contains(NAMING_ANOTHER);
    given()
        .get("/api/orders/" + key(held) + "/timeline")
        .then()
        .body("findAll { it.quoted != null }.kind", hasItems("attempt", "deadLetter"));
  }

  /** Everything but what is asked about one order. */
  private void shownNowhere() {
    nowhere("the changes", texts(Changes.CHANGES).stream());
    nowhere("the inbox", texts(Changes.INBOX).stream());
    nowhere("the tables", tables().stream());
    assertThat(log.lines()).anyMatch(line -> line.contains("the log is heard"));
    nowhere("the log", log.lines().stream());
    nowhere("the metrics", Stream.of(given().get("/q/metrics").asString()));
    nowhere("the spans", Stream.of(spans()));
    nowhere(
        "the API",
        Stream.of(
            answer("/api/status"),
            answer("/api/orders?limit=500"),
            answer("/api/dead-letters?limit=500"),
            answer("/api/deliveries?limit=500"),
            answer("/api/snapshots/netsuite"),
            answer("/api/snapshots/shopify-eu")));
  }

  private String booked() {
    var id =
        books
            .control()
            .post(
                "/salesOrders",
                """
                {"currency": {"refName": "GBP"}, "lines": [{"sku": "85123A", "quantity": 1, "unitPrice": "1.00"}]}
                """)
            .path("id")
            .asText();
    Waiting.until(() -> given().get("/api/orders/netsuite:" + id).then().statusCode(200));
    return id;
  }

  private void refuse(String... rules) {
    books.control().put("/refusals", "[" + String.join(", ", rules) + "]");
  }

  private static String rule(String method, String record, String detail) {
    return """
    {"method": "%s", "record": "%s", "status": 400, "code": "USER_ERROR", "detail": "%s"}
    """
        .formatted(method, record, detail);
  }

  private static String key(ObjectNode order) {
    return Shopfront.CONNECTION + ":" + order.path("id").asText();
  }

  private static long letter(String which) {
    var found = new AtomicLong();
    Waiting.until(() -> {
      List<Long> ids =
          given()
              .get("/api/dead-letters?state=open&limit=500")
              .jsonPath()
              .getList("items.findAll { " + which + " }.id", Long.class);
      assertThat(ids).as(which).hasSize(1);
      found.set(ids.getFirst());
    });
    return found.get();
  }

  /** A body that cannot be parsed, and one whose money is none. */
  private void unusable() {
    var order = person(shop.sells("85123A"), "web").put("current_total_price", "a lot");
    receive(order.toString());
    receive(order.toString().substring(0, order.toString().length() - 9));
    Waiting.until(() ->
        assertThat(answer("/api/dead-letters?state=open&limit=500"))
            .contains("\"externalId\":\"" + order.path("id").asText() + "\"")
            .contains("unreadable-"));
  }

  private void rejected() {
    var order = person(shop.sells("UNHEARD-OF-" + Shopfront.number()), "web");
    receive(order.toString());
    Waiting.until(() ->
        assertThat(answer("/api/dead-letters?state=open&limit=500"))
            .contains("\"key\":\"shopify-eu:" + order.path("id").asText() + "\""));
  }

  private static void receive(String body) {
    Signed.webhook(body).post("/webhooks/shopify-eu/orders/create").then().statusCode(200);
  }

  private static ObjectNode person(Shopfront.Placed sold, String channel) {
    var order = sold.payload().<ObjectNode>deepCopy();
    var id = Long.parseLong(sold.id()) + 2_000_000_000L;
    order
        .put("id", id)
        .put("admin_graphql_api_id", "gid://shopify/Order/" + id)
        .put("name", "#" + Shopfront.number())
        .put("source_name", channel)
        .put("email", "Zebulon@quackenbush.example")
        .put("contact_email", "Zebulon@quackenbush.example")
        .put("phone", "+44 7700 900461");
    order
        .putObject("customer")
        .put("id", 99_001)
        .put("email", "Zebulon@quackenbush.example")
        .put("first_name", "Zebulon")
        .put("last_name", "Quackenbush");
    Stream.of("shipping_address", "billing_address")
        .forEach(address ->
            order
                .putObject(address)
                .put("name", "Zebulon Quackenbush")
                .put("address1", "17 Xylophone Crescent")
                .put("city", "Barrow")
                .put("zip", "QX7 4ZZ")
                .put("phone", "+44 7700 900461")
                .put("country_code", "GB"));
    return order;
  }

  private static void nowhere(String where, Stream<String> texts) {
    var told = String.join("\n", texts.toList()).toLowerCase(Locale.ROOT);
    assertThat(told).as(where).isNotBlank();
    for (var planted : Stream.of(PLANTED, OTHERS).flatMap(List::stream).toList()) {
      var plain = planted.toLowerCase(Locale.ROOT);
      assertThat(around(told, plain)).as("%s in %s", planted, where).isEmpty();
      // Bytes are shown in hex; what is not encrypted would show there.
      var hex = HexFormat.of().formatHex(planted.getBytes(UTF_8));
      assertThat(around(told, hex)).as("%s as bytes in %s", planted, where).isEmpty();
    }
  }

  private static String around(String text, String found) {
    var at = text.indexOf(found);
    return at < 0
        ? ""
        : text.substring(Math.max(0, at - 80), Math.min(text.length(), at + found.length() + 80));
  }

  /** All that left for the collector, once the newest request is among it. */
  private static String spans() {
    var collector = ConfigProvider.getConfig().getValue(SpanCollector.URL, String.class);
    var mark = "/api/orders/mark:" + UUID.randomUUID();
    given().get(mark).then().statusCode(404);
    return Waiting.whatHolds(() -> {
      var seen = new String(given().get(collector + "/sandbox/spans").asByteArray(), UTF_8);
      assertThat(seen.contains(mark)).as("%s in %d characters", mark, seen.length()).isTrue();
      return seen;
    });
  }

  private static String answer(String path) {
    return given().get(path).then().statusCode(200).extract().asString();
  }

  private static List<String> texts(String topic) {
    return Changes.records(topic).stream()
        .map(record ->
            new String(record.value(), ISO_8859_1)
                + record.key()
                + Stream.of(record.headers().toArray())
                    .map(header -> new String(header.value(), UTF_8))
                    .toList())
        .toList();
  }

  /** Every row of every table. */
  private List<String> tables() {
    return transactions.get(tx ->
        Sql.all(
                tx,
                row -> row.getString(1),
                "select quote_ident(table_name) from information_schema.tables where table_schema = 'public'")
            .stream()
            .flatMap(table ->
                Sql.all(tx, row -> row.getString(1), "select t::text from " + table + " t")
                    .stream())
            .toList());
  }
}
