package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.port;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;

import io.plumbline.embedded.PlumblineTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The guide for systems of one's own, followed to the letter: its configuration, its mappings, its
 * records and its script. Nobody wrote a line of code for any of the three systems.
 */
@QuarkusTest
@TestProfile(OwnSystemIT.ByTheGuide.class)
class OwnSystemIT {

  private static final String ORDER = "/api/orders/own-shop:A-1001";

  /** What the tests write down; the script runs elsewhere. */
  private static final Path DIRECTORY = Path.of("target", "own-system").toAbsolutePath();

  /** Of all that the other tests connect, nothing. */
  public static final class ByTheGuide implements QuarkusTestProfile {

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(PlumblineTestResource.class, Map.of("database", "own")),
          new TestResourceEntry(OwnSystems.class));
    }
  }

  /** As whoever follows the guide does, with the tools of its script. */
  @BeforeEach
  void pushTheGuidesRecords() throws Exception {
    Files.createDirectories(DIRECTORY);
    assumeThat(ran(new ProcessBuilder("sh", "-c", "command -v openssl && command -v curl")))
        .as("openssl and curl, which the guide's script uses")
        .startsWith("0 ");
    assertThat(pushed("own-shop", OwnSystems.GUIDE.resolve("order.json"))).startsWith("0 ");
    // An order is known by the record that was heard first.
    Waiting.until(() -> given().get(ORDER).then().statusCode(200));
    assertThat(pushed("own-warehouse", OwnSystems.GUIDE.resolve("dispatch.json"))).startsWith("0 ");
    assertThat(pushed("own-ledger", OwnSystems.GUIDE.resolve("booking.json"))).startsWith("0 ");
    Waiting.until(() ->
        given()
            .get(ORDER)
            .then()
            .statusCode(200)
            .body(
                "replicas.connection",
                containsInAnyOrder("own-shop", "own-warehouse", "own-ledger")));
    OrdersIT.applied();
  }

  /** Mechanism: the shop's number ties the records, a list within a list says what each holds. */
  @Test
  void showsOneOrderAsTheShopTheWarehouseAndTheLedgerSayIt() {
    var order = given().get(ORDER).then().statusCode(200).extract().jsonPath();

    assertThat(order.<Object>get(said("own-shop", "commercial.lines")))
        .isEqualTo(Map.of("1", Map.of("sku", "85123A", "quantity", "6", "unitPrice", "2.55")));
    assertThat(order.<Object>get(said("own-warehouse", "fulfilment.shipments.'W-77-1'.lines")))
        .isEqualTo(Map.of("1", "4"));
    assertThat(order.<Object>get(said("own-warehouse", "fulfilment.shipments.'W-77-2'.lines")))
        .isEqualTo(Map.of("1", "2"));
    assertThat(order.<Object>get(said("own-ledger", "billing.invoices.'INV-9001'.lines")))
        .isEqualTo(Map.of("1", "6"));
    given().get("/api/dead-letters?state=open").then().body("items.explanation", empty());
  }

  /** Mechanism: the signature over what was sent, by the secret of that connection. */
  @Test
  void refusesWhatSomebodyElseSigned() throws Exception {
    var forged =
        written(
            "order.json",
            Map.of(
                "\"cancelled\": false", "\"cancelled\": true",
                "2025-11-27T10:00:00.120Z", "2025-11-29T10:00:00.120Z"));

    var answer = pushed("own-shop", forged, "another secret");

    assertThat(answer).doesNotStartWith("0 ").contains("401");
    OrdersIT.applied();
    given().get(ORDER).then().body(said("own-shop", "commercial.status"), equalTo("open"));
  }

  /** Mechanism: mode observe. What would be brought where is known, and nobody is called. */
  @Test
  void sendsNothingToSystemsThatItOnlyWatches() throws Exception {
    var sold = written("order.json", Map.of("A-1001", "A-1002", "\"1001\"", "\"1002\""));

    assertThat(pushed("own-shop", sold)).startsWith("0 ");

    var key = "/api/orders/own-shop:A-1002";
    Waiting.until(() -> given().get(key).then().statusCode(200));
    OrdersIT.applied();
    var order = given().get(key).then().extract().jsonPath();
    assertThat(order.getList("deliveries.connection", String.class))
        .containsExactlyInAnyOrder("own-warehouse", "own-ledger");
    assertThat(order.getList("deliveries.state", String.class)).containsOnly("held");
    given().get(key + "/timeline").then().body("kind", everyItem(not(equalTo("attempt"))));
    var noted = ConfigProvider.getConfig().getValue(OwnSystems.NOTED, String.class);
    assertThat(given().get(noted).then().statusCode(200).extract().asString()).isEmpty();
  }

  /** Mechanism: the guide's own line for trying a mapping. */
  @Test
  void triesTheMappingAsTheGuideDoes() throws Exception {
    var guide = Files.readString(OwnSystems.GUIDE.resolve("README.md"));
    var line = Pattern.compile("```\n(curl .*?)```", Pattern.DOTALL).matcher(guide);
    assertThat(line.find()).as("whether the guide shows how to try a mapping").isTrue();

    var preview =
        ran(
            new ProcessBuilder(
                "sh", "-c", line.group(1).replace("localhost:8080", "127.0.0.1:" + port)));

    assertThat(preview).startsWith("0 ");
    var answer = new JsonPath(preview.substring(2));
    assertThat(answer.getString("mapping")).isEqualTo("own-shop/order@1");
    assertThat(answer.getString("facets.commercial.total")).isEqualTo("18.30");
    assertThat(answer.getList("problems")).isEmpty();
    assertThat(answer.getList("unmatched")).isEmpty();
    assertThat(answer.getList("unread")).isEmpty();
  }

  private static String said(String connection, String path) {
    return "replicas.find { it.connection == '%s' }.facets.%s".formatted(connection, path);
  }

  /** A record of the guide with other words. */
  private static Path written(String record, Map<String, String> words) throws IOException {
    var text = Files.readString(OwnSystems.GUIDE.resolve(record));
    for (var word : words.entrySet()) {
      assertThat(text).contains(word.getKey());
      text = text.replace(word.getKey(), word.getValue());
    }
    return Files.writeString(DIRECTORY.resolve(record), text);
  }

  private static String pushed(String connection, Path record)
      throws IOException, InterruptedException {
    return pushed(connection, record, OwnSystems.SECRET);
  }

  private static String pushed(String connection, Path record, String secret)
      throws IOException, InterruptedException {
    var url = "http://127.0.0.1:%d/webhooks/%s/order".formatted(port, connection);
    var script = new ProcessBuilder("sh", "push.sh", url, record.toString());
    script.environment().put("SECRET", secret);
    return ran(script);
  }

  /** How it ended, and what it said. */
  private static String ran(ProcessBuilder command) throws IOException, InterruptedException {
    var said = DIRECTORY.resolve("said");
    command.environment().put("no_proxy", "127.0.0.1");
    var process =
        command
            .directory(OwnSystems.GUIDE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          "expected an end within 60 s, found %s".formatted(Files.readString(said)));
    }
    return process.exitValue() + " " + Files.readString(said);
  }
}
