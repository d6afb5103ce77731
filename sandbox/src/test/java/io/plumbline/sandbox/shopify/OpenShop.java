package io.plumbline.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Caller;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An emulated shop with one order of two lines, called as any client would. */
class OpenShop {
  private static final String GRAPHQL = "/admin/api/2026-10/graphql.json";
  private static final String READ =
      """
      query($id: ID!) {
        order(id: $id) {
          displayFulfillmentStatus
          fulfillmentsCount { count }
          fulfillments(first: 9) {
            id name status trackingInfo { company number url }
            fulfillmentLineItems(first: 9) { nodes { quantity lineItem { id } } }
          }
          fulfillmentOrders(first: 9) {
            nodes {
              id status assignedLocation { name }
              lineItems(first: 9) { nodes { id totalQuantity remainingQuantity lineItem { id sku } } }
            }
          }
        }
      }
      """;
  static final String CREATE =
      """
      mutation($f: FulfillmentInput!) {
        fulfillmentCreate(fulfillment: $f) {
          fulfillment { id status name trackingInfo { number } }
          userErrors { field message }
        }
      }
      """;

  final List<Request> received = new CopyOnWriteArrayList<>();
  @TempDir Path folder;
  private Server receiver;
  ShopifyEmulator emulator;
  Caller shop;

  @BeforeEach
  void start() throws IOException {
    receiver = new Server(0, this::receive);
    open();
  }

  @AfterEach
  void stop() {
    shop.close();
    emulator.close();
    receiver.close();
  }

  JsonNode fulfil(String id, int order, int item, int quantity, String tracking) {
    JsonNode orders = read(id).at("/fulfillmentOrders/nodes");
    ObjectNode asked = asked(orders, order, item, quantity);
    return ask(CREATE, fulfilment(List.of(asked), tracking)).path("fulfillmentCreate");
  }

  static ObjectNode asked(JsonNode orders, int order, int item, int quantity) {
    JsonNode from = orders.path(order);
    ObjectNode asked = Json.object().put("fulfillmentOrderId", from.path("id").asText());
    asked
        .putArray("fulfillmentOrderLineItems")
        .addObject()
        .put("id", from.at("/lineItems/nodes").path(item).path("id").asText())
        .put("quantity", quantity);
    return asked;
  }

  static ObjectNode fulfilment(List<ObjectNode> asked, String tracking) {
    ObjectNode variables = Json.object();
    ObjectNode input = variables.putObject("f");
    asked.forEach(input.putArray("lineItemsByFulfillmentOrder")::add);
    input.putObject("trackingInfo").put("number", tracking).put("company", "DPD");
    return variables;
  }

  static int remaining(JsonNode order, int from, int item) {
    return order
        .at("/fulfillmentOrders/nodes")
        .path(from)
        .at("/lineItems/nodes")
        .path(item)
        .path("remainingQuantity")
        .asInt();
  }

  JsonNode read(String id) {
    return ask(READ, Json.object().put("id", "gid://shopify/Order/" + id)).path("order");
  }

  JsonNode ask(String query, ObjectNode variables) {
    JsonNode answer = call(query, variables);
    assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
    return answer.path("data");
  }

  JsonNode call(String query, ObjectNode variables) {
    ObjectNode body = Json.object().put("query", query);
    body.set("variables", variables);
    return shop.call("POST", GRAPHQL, body.toString()).json();
  }

  JsonNode webhook(String topic) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(topics()).contains(topic));
    return received.stream()
        .filter(each -> topic(each).equals(topic))
        .findFirst()
        .orElseThrow()
        .json();
  }

  private List<String> topics() {
    return received.stream().map(OpenShop::topic).toList();
  }

  private static String topic(Request request) {
    return request.header("X-Shopify-Topic").orElse("");
  }

  JsonNode writes() {
    return shop.call("GET", "/sandbox/writes", "").json();
  }

  String place(String secondLine) {
    String order =
        """
        {"number":"1","lines":[{"sku":"A","quantity":6,"unitPrice":"2.55"},
                               {"sku":"B","quantity":1,"unitPrice":"3.39"%s}]}
        """
            .formatted(secondLine);
    return shop.call("POST", "/sandbox/orders", order).json().path("id").asText();
  }

  /** What the shop pays its provider; without one it takes no money through Shopify Payments. */
  Optional<Tariff> tariff() {
    return Optional.empty();
  }

  final void open() throws IOException {
    URI webhooks = URI.create("http://127.0.0.1:" + receiver.port() + "/webhooks");
    Shop bare = new Shop("shop", ZoneId.of("Europe/London"), "token", 2_000, 1_000);
    emulator =
        new ShopifyEmulator(
            tariff().map(bare::with).orElse(bare),
            new ShopifyEmulator.Place(
                0, webhooks, "secret", 1, 100_000, Optional.of(folder.resolve("journal"))),
            Clock.systemUTC());
    shop = new Caller(emulator.port(), "X-Shopify-Access-Token", "token");
  }

  private Reply receive(Request request) {
    received.add(request);
    return Answer.empty(200);
  }
}
