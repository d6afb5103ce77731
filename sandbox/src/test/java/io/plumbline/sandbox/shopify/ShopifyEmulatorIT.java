package io.plumbline.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Caller;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopifyEmulatorIT {
  private static final String SECRET = "s3cret";
  private static final String GRAPHQL = "/admin/api/2026-10/graphql.json";

  private final List<Request> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  @TempDir Path folder;
  private Server receiver;
  private ShopifyEmulator emulator;
  private Caller shop;

  @BeforeEach
  void start() throws IOException {
    receiver = new Server(0, this::receive);
    open(2_000);
  }

  @AfterEach
  void stop() {
    shop.close();
    emulator.close();
    receiver.close();
  }

  @Test
  void signsTheRawBodyOfEveryWebhook() {
    place("1");

    await().until(() -> received.size() == 3);
    assertThat(received)
        .allSatisfy(request ->
            assertThat(request.header("X-Shopify-Hmac-Sha256"))
                .contains(new Signature(SECRET).of(request.body())));
    assertThat(received)
        .extracting(request -> request.header("X-Shopify-Topic").orElse(""))
        .containsExactlyInAnyOrder("orders/create", "orders/updated", "orders/paid");
  }

  @Test
  void retriesTheOriginalPayloadUntilItIsTaken() {
    refusals.set(3);
    place("1");
    await().until(() -> idle("webhooksPending") == 0);

    assertThat(received).hasSize(6);
    assertThat(received.stream().map(each -> each.header("X-Shopify-Webhook-Id")).distinct())
        .hasSize(3);
  }

  @Test
  void spellsMoneyAsRestAndAsGraphqlDo() {
    String id = place("1").path("id").asText();

    JsonNode rest = shop.call("GET", "/sandbox/orders/" + id, "").json();
    JsonNode graph =
        query(
            "{order(id:\\\"gid://shopify/Order/"
                + id
                + "\\\"){updatedAt currentTotalPriceSet"
                + "{shopMoney{amount} presentmentMoney{amount currencyCode}}}}");

    // 6 x 2.55 + 3.39 - 1.00 + 4.00, tax inside; in euro at 1.17
    assertThat(rest.path("current_total_price").asText()).isEqualTo("21.69");
    assertThat(rest.path("total_tax").asText()).isEqualTo("3.62");
    JsonNode total = graph.at("/data/order/currentTotalPriceSet");
    assertThat(total.at("/shopMoney/amount").asText()).isEqualTo("21.69");
    assertThat(total.at("/presentmentMoney/amount").asText()).isEqualTo("25.38");
    assertThat(graph.at("/data/order/updatedAt").asText()).endsWith("Z");
  }

  @Test
  void editsKeepWhatWasOrdered() {
    JsonNode order = place("1").path("order");
    String path = "/sandbox/orders/" + order.path("id").asText() + "/edit";
    String line = order.at("/line_items/0/id").asText();

    JsonNode edited =
        shop.call("POST", path, "{\"lines\":[{\"lineId\":" + line + ",\"quantity\":2}]}").json();

    assertThat(edited.at("/line_items/0/quantity").asInt()).isEqualTo(6);
    assertThat(edited.at("/line_items/0/current_quantity").asInt()).isEqualTo(2);
    assertThat(edited.path("total_price").asText()).isEqualTo("21.69");
    assertThat(edited.path("current_total_price").asText()).isEqualTo("11.49");
  }

  @Test
  void pagesThroughOrdersOfOneSecondWithoutLosingAny() {
    for (int number = 1; number <= 5; number++) {
      place(String.valueOf(number));
    }
    List<String> names = new java.util.ArrayList<>();
    String after = "null";
    boolean more = true;
    while (more) {
      JsonNode page =
          query(
                  "{orders(first:2,sortKey:UPDATED_AT,after:%s){nodes{name} pageInfo{hasNextPage endCursor}}}"
                      .formatted(after))
              .at("/data/orders");
      page.path("nodes").forEach(node -> names.add(node.path("name").asText()));
      after = "\\\"" + page.at("/pageInfo/endCursor").asText() + "\\\"";
      more = page.at("/pageInfo/hasNextPage").asBoolean();
    }

    assertThat(names).containsExactly("#1", "#2", "#3", "#4", "#5");
  }

  @Test
  void throttlesWhoAsksForMoreThanTheBucketHolds() throws IOException {
    emulator.close();
    open(1);

    JsonNode cheap = query("{orders(first:10){nodes{id}}}");
    JsonNode dear = query("{orders(first:15){nodes{id}}}");

    assertThat(cheap.at("/extensions/cost/requestedQueryCost").asInt()).isEqualTo(11);
    assertThat(dear.path("data").isMissingNode()).isFalse();
    JsonNode tooDear = query("{orders(first:40){nodes{id}}}");
    assertThat(tooDear.at("/errors/0/extensions/code").asText()).isEqualTo("THROTTLED");
    assertThat(tooDear.at("/extensions/cost/actualQueryCost").isNull()).isTrue();
  }

  @Test
  void refusesAWrongTokenAndAnUnknownVersion() {
    try (Caller stranger = new Caller(emulator.port(), "X-Shopify-Access-Token", "wrong")) {
      assertThat(stranger.call("POST", GRAPHQL, "{}").status()).isEqualTo(401);
    }
    String version = "/admin/api/2026-13/graphql.json";
    assertThat(shop.call("POST", version, "{}").status()).isEqualTo(404);
    String old = "/admin/api/2025-01/graphql.json";
    assertThat(shop.call("POST", old, "{\"query\":\"{shop{name}}\"}").raw().headers())
        .satisfies(h -> assertThat(h.firstValue("X-Shopify-API-Version")).contains("2026-01"));
  }

  @Test
  void answersARefusedMutationWithUserErrors() {
    JsonNode answer =
        query(
            "mutation{orderUpdate(input:{id:\\\"gid://shopify/Order/1\\\",note:\\\"x\\\"})"
                + "{order{id} userErrors{field message}}}");

    assertThat(answer.at("/data/orderUpdate/userErrors")).hasSize(1);
    assertThat(writes().at("/items/0/applied").asBoolean()).isFalse();
  }

  @Test
  void dropsTheConnectionBeforeAnythingHappens() {
    String id = place("1").path("id").asText();
    faults("{\"kinds\":{\"dropBeforeEffect\":1}}");

    assertThatThrownBy(() -> shop.send("POST", GRAPHQL, note(id))).isInstanceOf(IOException.class);
    assertThat(shop.call("GET", "/sandbox/orders/" + id, "").json().path("note").isNull()).isTrue();
    assertThat(writes().at("/items/0/answered").asText()).isEqualTo("dropped");
  }

  @Test
  void comesBackFromItsJournalEvenIfItsLastLineIsTorn() throws IOException {
    refusals.set(1_000);
    String id = place("1").path("id").asText();
    emulator.close();
    Files.writeString(
        folder.resolve("journal"), "{\"change\":{\"seq\":2", StandardOpenOption.APPEND);
    refusals.set(0);
    open(2_000);

    JsonNode history = shop.call("GET", "/sandbox/history?since=0", "").json();
    String next = place("2").path("id").asText();

    assertThat(history.path("items")).hasSize(1);
    assertThat(history.at("/items/0/state/id").asText()).isEqualTo(id);
    assertThat(Long.parseLong(next)).isGreaterThan(Long.parseLong(id));
    await().until(() -> idle("webhooksPending") == 0);
  }

  private Reply receive(Request request) {
    received.add(request);
    boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    return Answer.empty(refused ? 503 : 200);
  }

  private void open(int pointsPerSecond) throws IOException {
    emulator =
        new ShopifyEmulator(
            new Shop("shop", ZoneId.of("Europe/London"), "token", pointsPerSecond, 1_000),
            new ShopifyEmulator.Place(
                0,
                URI.create("http://127.0.0.1:" + receiver.port() + "/webhooks"),
                SECRET,
                1,
                100_000,
                Optional.of(folder.resolve("journal"))),
            Clock.systemUTC());
    shop = new Caller(emulator.port(), "X-Shopify-Access-Token", "token");
  }

  private JsonNode place(String number) {
    return shop.call(
            "POST",
            "/sandbox/orders",
            """
            {"number":"%s","placedAt":"2010-12-01T08:26:00Z","currency":"GBP",
             "presentment":{"currency":"EUR","rate":"1.17"},"taxesIncluded":true,"taxRate":"0.2",
             "lines":[{"sku":"A","quantity":6,"unitPrice":"2.55"},
                      {"sku":"B","quantity":1,"unitPrice":"3.39"}],
             "shipping":"4.00","discount":"1.00","giftCard":"5.00"}
            """
                .formatted(number))
        .json();
  }

  private JsonNode query(String escaped) {
    return shop.call("POST", GRAPHQL, "{\"query\":\"" + escaped + "\"}").json();
  }

  private static String note(String id) {
    return """
    {"query":"mutation($i:OrderInput!){orderUpdate(input:$i){order{id}}}",
     "variables":{"i":{"id":"gid://shopify/Order/%s","note":"x"}}}
    """
        .formatted(id);
  }

  private void faults(String plan) {
    assertThat(shop.call("PUT", "/sandbox/faults", plan).status()).isEqualTo(204);
  }

  private JsonNode writes() {
    return shop.call("GET", "/sandbox/writes", "").json();
  }

  private int idle(String what) {
    return shop.call("GET", "/sandbox/idle", "").json().path(what).asInt();
  }
}
