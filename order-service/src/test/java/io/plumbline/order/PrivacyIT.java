package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasKey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who bought stays encrypted: nowhere does a person's name, mail, number or street show. */
@QuarkusTest
class PrivacyIT extends OnRealParts {

  private static final List<String> PLANTED =
      List.of("Quackenbush", "zebulon@", "7700 900461", "Xylophone Crescent", "QX7 4ZZ");

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

    var published = texts(Changes.CHANGES);
    assertThat(published).anyMatch(text -> text.contains(key));
    nowhere("the changes", published.stream());
    nowhere("the inbox", texts(Changes.INBOX).stream());
    nowhere("the tables", tables().stream());
    assertThat(log.lines()).anyMatch(line -> line.contains("the log is heard"));
    nowhere("the log", log.lines().stream());
    nowhere("the metrics", Stream.of(given().get("/q/metrics").asString()));
    nowhere(
        "the API",
        Stream.of(
            answer("/api/orders/" + key),
            answer("/api/orders/" + key + "/timeline"),
            answer("/api/orders?limit=500"),
            answer("/api/dead-letters?limit=500"),
            answer("/api/deliveries?limit=500"),
            answer("/api/snapshots/shopify-eu")));
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
    for (var planted : PLANTED) {
      var plain = planted.toLowerCase(Locale.ROOT);
      assertThat(around(told, plain)).as("%s in %s", planted, where).isEmpty();
      // Bytes are shown in hex; what is not encrypted would show there.
      var hex = HexFormat.of().formatHex(planted.getBytes(StandardCharsets.UTF_8));
      assertThat(around(told, hex)).as("%s as bytes in %s", planted, where).isEmpty();
    }
  }

  private static String around(String text, String found) {
    var at = text.indexOf(found);
    return at < 0
        ? ""
        : text.substring(Math.max(0, at - 80), Math.min(text.length(), at + found.length() + 80));
  }

  private static String answer(String path) {
    return given().get(path).then().statusCode(200).extract().asString();
  }

  private static List<String> texts(String topic) {
    return Changes.records(topic).stream()
        .map(record ->
            new String(record.value(), StandardCharsets.ISO_8859_1)
                + record.key()
                + Stream.of(record.headers().toArray())
                    .map(header -> new String(header.value(), StandardCharsets.UTF_8))
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
