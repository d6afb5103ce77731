package io.plumbline.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.netsuite.Account;
import io.plumbline.sandbox.netsuite.NetsuiteEmulator;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.shiphero.ShipheroEmulator;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.ShopifyEmulator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A vendor's clock that is off moves what it stamps, and never its history. */
class VendorClockTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String LINES = "\"lines\":[{\"sku\":\"A\",\"quantity\":1,\"%s\":\"2.50\"}]";

  @Test
  void isTheShops() throws IOException {
    try (ShopifyEmulator shop =
        new ShopifyEmulator(
            new Shop("shop", ZoneOffset.UTC, "token", 2_000, 1_000),
            new ShopifyEmulator.Place(
                0, URI.create("http://127.0.0.1:1"), "secret", 1, 1_000, Optional.empty()),
            CLOCK)) {
      moves(shop.port(), "orders", "{\"number\":\"1\"," + LINES.formatted("unitPrice") + "}");
    }
  }

  @Test
  void isTheErps() throws IOException {
    try (NetsuiteEmulator erp =
        new NetsuiteEmulator(
            new Account("erp", ZoneOffset.UTC, "token", 5), 0, 1, Optional.empty(), CLOCK)) {
      moves(erp.port(), "salesOrders", "{" + LINES.formatted("rate") + "}");
    }
  }

  @Test
  void isTheWarehouses() throws IOException {
    try (ShipheroEmulator warehouse =
        new ShipheroEmulator(
            "token", 60, new ShipheroEmulator.Place(0, 1, 1_000, Optional.empty()), CLOCK)) {
      moves(
          warehouse.port(),
          "orders",
          "{\"order_number\":\"1\",\"line_items\":"
              + "[{\"sku\":\"A\",\"quantity\":1,\"partner_line_item_id\":\"1\",\"price\":\"2.50\"}]}");
    }
  }

  private static void moves(int port, String collection, String record) throws IOException {
    try (JsonApi api = new JsonApi("http://127.0.0.1:" + port)) {
      ObjectNode ahead = JsonApi.JSON.createObjectNode().put("offset", "PT3M");
      api.put("/sandbox/clock", ahead);
      api.post("/sandbox/" + collection, JsonApi.JSON.readTree(record));

      JsonNode change = api.get("/sandbox/history").at("/items/0");

      assertThat(api.get("/sandbox/clock")).isEqualTo(ahead);
      assertThat(Instant.parse(change.path("at").asText())).isEqualTo(NOW);
      assertThat(modified(change.path("state"))).isEqualTo(NOW.plusSeconds(180));
    }
  }

  private static Instant modified(JsonNode state) {
    String stamp = state.path("updated_at").asText(state.path("lastModifiedDate").asText());
    return stamp.endsWith("Z") || stamp.contains("+")
        ? OffsetDateTime.parse(stamp).toInstant()
        : java.time.LocalDateTime.parse(stamp).toInstant(ZoneOffset.UTC);
  }
}
