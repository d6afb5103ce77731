package io.plumbline.sandbox.shiphero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Caller;
import io.plumbline.sandbox.http.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's API as a client meets it: its limits, its writes without any key, its webhooks. */
class ShipheroEmulatorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Wms wms = Wms.open();

  @AfterEach
  void close() {
    wms.close();
  }

  @Test
  void makesASecondOrderOfARepeatedCreate() {
    wms.created();
    wms.created();

    assertThat(wms.found("shop1:5120")).hasSize(2);
    assertThat(wms.control("GET", "orders?partnerOrderId=shop1:5120", "").path("items")).hasSize(2);
  }

  /** Fails where a write that timed out is seen before its delay, or never. */
  @Test
  void showsAWriteThatTimedOutOnlySomeTimeLater() {
    wms.control(
        "PUT",
        "faults",
        """
        {"kinds":{"timeoutAfterEffect":1},"timeout":"PT0.1S","late":"PT2S"}
        """);
    try (Caller client = new Caller(wms.port(), "Authorization", "Bearer T")) {
      String create = Wms.create("shop1:77").replace("\n", " ").replace("\"", "\\\"");
      assertThat(catching(client, "{\"query\":\"" + create + "\"}"))
          .isInstanceOf(IOException.class);
    }

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(wms.found("shop1:77")).hasSize(1));
    JsonNode write = wms.control("GET", "writes", "").at("/items/0");
    assertThat(write.path("answered").asText()).isEqualTo("timeout");
    assertThat(write.path("applied").asBoolean()).isTrue();
    assertThat(write.path("reference").asText()).isEqualTo("shop1:77");
    assertThat(
            Duration.between(
                Instant.parse(write.path("receivedAt").asText()),
                Instant.parse(write.path("effectAt").asText())))
        .isGreaterThan(Duration.ofMillis(190));
  }

  @Test
  void refusesToEditOrCancelWhatLiesInATote() {
    JsonNode order = wms.created();
    wms.act(order, "pick", "{\"tote\":\"T-7\"}");

    assertThat(Wms.error(wms.mutate("order_update", order, "total_price: \"1.00\"")))
        .contains("tote T-7");
    assertThat(Wms.error(wms.mutate("order_cancel", order, ""))).contains("tote T-7");
    assertThat(wms.order(order).path("total_price").asText()).isEqualTo("50.40");
  }

  @Test
  void cancelsWhatHasShippedInPartOnlyByForce() {
    JsonNode order = wms.created();
    wms.act(order, "ship", "{\"line_items\":[{\"sku\":\"LAMP\",\"quantity\":1}]}");

    assertThat(Wms.error(wms.mutate("order_cancel", order, ""))).contains("has shipped");
    assertThat(wms.mutate("order_cancel", order, "force: true").has("errors")).isFalse();
    assertThat(wms.order(order).path("fulfillment_status").asText()).isEqualTo("canceled");
  }

  @Test
  void editsLinesAddressAndHoldsOfAnOpenOrder() {
    JsonNode order = wms.created();
    String lamp = Wms.line(wms.order(order), 0).path("id").asText();

    wms.mutate(
        "order_update_line_items", order, "line_items: [{ id: \"" + lamp + "\", quantity: 5 }]");
    wms.mutate(
        "order_add_line_items",
        order,
        "line_items: [{ sku: \"BULB\", partner_line_item_id: \"33\", quantity: 1, price: \"1.00\" }]");
    wms.mutate(
        "order_update",
        order,
        "shipping_address: { city: \"Leeds\" } shipping_lines: { price: \"5.00\" }");
    wms.mutate("order_update_holds", order, "fraud_hold: true");

    JsonNode now = wms.order(order);
    assertThat(Wms.line(now, 0).path("quantity").asInt()).isEqualTo(5);
    assertThat(Wms.line(now, 2).path("sku").asText()).isEqualTo("BULB");
    assertThat(now.at("/shipping_address/city").asText()).isEqualTo("Leeds");
    assertThat(now.at("/shipping_address/country").asText()).isEqualTo("GB");
    assertThat(now.at("/shipping_lines/price").asText()).isEqualTo("5.00");
    assertThat(now.at("/shipping_lines/title").asText()).isEqualTo("Ground");
    assertThat(now.at("/holds/fraud_hold").asBoolean()).isTrue();
  }

  @Test
  void removesLinesThatHaveNotShipped() {
    JsonNode order = wms.created();
    String lamp = Wms.line(wms.order(order), 0).path("id").asText();
    String shade = Wms.line(wms.order(order), 1).path("id").asText();
    wms.act(order, "ship", "{\"line_items\":[{\"sku\":\"LAMP\",\"quantity\":1}]}");

    JsonNode refused =
        wms.mutate("order_remove_line_items", order, "line_item_ids: [\"" + lamp + "\"]");
    wms.mutate("order_remove_line_items", order, "line_item_ids: [\"" + shade + "\"]");

    assertThat(Wms.error(refused)).contains("LAMP has shipped");
    assertThat(wms.order(order).at("/line_items/edges")).hasSize(1);
  }

  @Test
  void pagesThroughOrdersByTheirTime() {
    for (int i = 0; i < 5; i++) {
      wms.created();
    }

    List<String> seen = new ArrayList<>();
    String after = "";
    for (int page = 0; page < 3; page++) {
      JsonNode orders =
          wms.graphql(
                  """
                  { orders(updated_from: "2020-01-01") { data(first: 2, sort: "updated_at" %s)
                    { pageInfo { hasNextPage endCursor } edges { node { id } } } } }
                  """
                      .formatted(after))
              .at("/data/orders/data");
      orders.path("edges").forEach(edge -> seen.add(edge.at("/node/id").asText()));
      after = ", after: \"" + orders.at("/pageInfo/endCursor").asText() + "\"";
      assertThat(orders.at("/pageInfo/hasNextPage").asBoolean()).isEqualTo(page < 2);
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void throttlesWithCode30WhoAsksForMoreCreditsThanThereAre() {
    wms.close();
    wms = Wms.with(50);

    JsonNode error =
        wms.graphql("{ orders { data(first: 100) { edges { node { id } } } } }").at("/errors/0");

    assertThat(error.path("code").asInt()).isEqualTo(30);
    assertThat(error.path("required_credits").asInt()).isGreaterThan(50);
    assertThat(error.path("remaining_credits").asInt()).isEqualTo(50);
    assertThat(error.path("time_remaining").asText()).matches("\\d+ seconds");
  }

  @Test
  void tellsWhatAnOperationCostsWithoutDoingIt() {
    JsonNode told =
        wms.graphql(
            Wms.create("shop1:9")
                .replace("} ] })", "} ] }, analyze: true)")
                .replace("order { id legacy_id }", ""));

    assertThat(told.at("/data/order_create/complexity").asInt()).isGreaterThan(10);
    assertThat(wms.found("shop1:9")).isEmpty();
  }

  @Test
  void knowsWhoLoggedInAndNobodyElse() {
    try (Caller stranger = new Caller(wms.port(), "Authorization", "Bearer nobody")) {
      assertThat(stranger.call("POST", "/graphql", "{}").status()).isEqualTo(401);
      assertThat(
              stranger
                  .call("POST", "/auth/token", "{\"username\":\"wms\",\"password\":\"no\"}")
                  .status())
          .isEqualTo(401);

      JsonNode login =
          stranger.call("POST", "/auth/token", "{\"username\":\"wms\",\"password\":\"pw\"}").json();
      JsonNode renewed =
          stranger
              .call(
                  "POST",
                  "/auth/refresh",
                  "{\"refresh_token\":\"" + login.path("refresh_token").asText() + "\"}")
              .json();

      assertThat(login.path("expires_in").asLong()).isEqualTo(Duration.ofDays(28).toSeconds());
      try (Caller known =
          new Caller(
              wms.port(), "Authorization", "Bearer " + renewed.path("access_token").asText())) {
        assertThat(known.call("POST", "/graphql", "{\"query\":\"{__typename}\"}").status())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void signsShipmentUpdatesWithTheHooksOwnSecret() {
    String secret = wms.register();
    wms.act(wms.created(), "ship", "{\"tracking_number\":\"DP1\"}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(wms.control("GET", "idle", "").path("webhooksPending").asInt()).isZero());
    assertThat(wms.received()).hasSize(1);
    Request hook = wms.received().getFirst();
    assertThat(hook.header("x-shiphero-hmac-sha256"))
        .contains(Hooks.signature(secret, hook.body()));
    assertThat(hook.json().at("/fulfillment/line_items/0/partner_line_item_id").asText())
        .isEqualTo("31");
    assertThat(hook.json().at("/fulfillment/tracking_number").asText()).isEqualTo("DP1");
  }

  @Test
  void losesAWebhookThatFiveTriesDidNotBringHome() {
    wms.says(Map.of("code", "500"));
    wms.register();
    wms.act(wms.created(), "ship", "{}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(wms.control("GET", "idle", "").at("/webhooks/webhooksLost").asInt())
                .isEqualTo(1));
    assertThat(wms.received()).hasSize(5);
    assertThat(wms.received().stream().map(each -> each.header("X-Shiphero-Message-ID")).distinct())
        .hasSize(1);
  }

  @Test
  void comesBackFromItsJournal(@TempDir Path directory) {
    wms.close();
    wms = Wms.on(directory.resolve("wms.journal"));
    JsonNode order = wms.created();
    wms.act(order, "ship", "{\"line_items\":[{\"sku\":\"LAMP\",\"quantity\":1}]}");
    JsonNode before = wms.order(order);
    wms.close();

    wms = Wms.on(directory.resolve("wms.journal"));

    assertThat(wms.order(order)).isEqualTo(before);
    assertThat(wms.created().path("legacy_id").asLong())
        .isGreaterThan(order.path("legacy_id").asLong());
    assertThat(wms.control("GET", "writes", "").path("items")).hasSize(2);
  }

  private static Throwable catching(Caller client, String body) {
    try {
      client.send("POST", "/graphql", body);
      return new AssertionError("answered");
    } catch (IOException e) {
      return e;
    }
  }
}
