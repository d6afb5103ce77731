package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.oracle.Facts;
import io.plumbline.sandbox.oracle.StorefrontRecord;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Carries orders from the storefront to the ERP the simple way, so that a day can be played. */
final class FakeOrderService implements AutoCloseable {
  private final JsonApi shop;
  private final JsonApi books;
  private final Server server;
  private final ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(1);
  private final Map<String, String> records = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private String since = "0";

  FakeOrderService(JsonApi shop, JsonApi books) throws IOException {
    this.shop = shop;
    this.books = books;
    this.server = new Server(0, _ -> Answer.ok(status()));
    var _ = clockwork.scheduleWithFixedDelay(this::carry, 0, 50, TimeUnit.MILLISECONDS);
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
    http.shutdownNow();
    server.close();
  }

  private static ObjectNode status() {
    ObjectNode status = JsonApi.JSON.createObjectNode();
    status.put("inboxLag", 0).put("outbox", 0).put("rereads", 0);
    status.putObject("deliveries").put("due", 0).put("inFlight", 0).put("waiting", 0);
    return status;
  }

  /** As a poll does, so that the storefront can remember when it was listed. */
  private void list() {
    HttpRequest query =
        HttpRequest.newBuilder(URI.create(shop.base() + "/admin/api/2026-10/graphql.json"))
            .header("X-Shopify-Access-Token", "token")
            .POST(BodyPublishers.ofString("{\"query\":\"{orders(first:1){nodes{id}}}\"}"))
            .build();
    http.sendAsync(query, BodyHandlers.discarding()).join();
  }

  private void carry() {
    list();
    JsonNode page = shop.get("/sandbox/history?since=" + since);
    for (JsonNode change : page.path("items")) {
      // What was deleted in the shop stays in the ERP: somebody has to decide.
      if (!change.path("change").asText().equals("deleted")) {
        carry(change.path("state"));
      }
    }
    since = page.path("next").asText();
  }

  private void carry(JsonNode order) {
    if (order.path("source_name").asText().equals("pos")) {
      return;
    }
    String id = order.path("id").asText();
    String record = records.get(id);
    if (record == null) {
      JsonNode created = books.post("/sandbox/salesOrders", booking(id, order));
      records.put(id, created.path("id").asText());
    } else if (order.hasNonNull("cancelled_at")) {
      books.post("/sandbox/salesOrders/" + record + "/cancel", byUs());
    } else if (!isFulfilled(record)) {
      books.post("/sandbox/salesOrders/" + record + "/edit", booking(id, order));
    }
  }

  private boolean isFulfilled(String record) {
    String letter = books.get("/sandbox/salesOrders/" + record).at("/orderStatus/id").asText();
    return letter.equals("F") || letter.equals("G");
  }

  private static ObjectNode booking(String id, JsonNode order) {
    Facts facts = StorefrontRecord.facts(order);
    ObjectNode booking = byUs().put("externalId", "shopify-eu:" + id);
    booking.put("otherRefNum", order.path("name").asText().substring(1));
    booking.put("custbody_taxes_included", facts.taxesIncluded());
    facts.money("tax").ifPresent(tax -> booking.put("taxTotal", tax));
    facts.money("discount").ifPresent(discount -> booking.put("discountTotal", discount));
    facts.money("shipping").ifPresent(shipping -> booking.put("shippingCost", shipping));
    var lines = booking.putArray("lines");
    facts
        .lines()
        .forEach((lineId, line) ->
            lines
                .addObject()
                .put("reference", lineId)
                .put("custcol_ext_line", lineId)
                .put("sku", line.sku())
                .put("quantity", line.quantity())
                .put("unitPrice", line.unitPrice()));
    return booking;
  }

  private static ObjectNode byUs() {
    return JsonApi.JSON.createObjectNode().put("actor", "api");
  }
}
