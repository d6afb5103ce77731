package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.Facts;
import io.plumbline.sandbox.oracle.WmsRecord;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.shiphero.ShipheroEmulator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the player has done in the hall, as the truth then reads it. */
class FloorTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final String SALE = "shopify-eu:5120";

  private final ShipheroEmulator emulator =
      new ShipheroEmulator(
          "token",
          100,
          new ShipheroEmulator.Place(0, 1, 1_000, Optional.empty()),
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final JsonApi api = new JsonApi("http://127.0.0.1:" + emulator.port());
  private final Floor floor = new Floor(api);

  FloorTest() throws IOException {}

  @AfterEach
  void close() {
    api.close();
    emulator.close();
  }

  @Test
  void relabelsAParcelThatStaysOne() {
    place(SALE);
    floor.pack(order());
    String first = number();

    floor.relabel(order());

    assertThat(order().at("/shipments/0/shipping_labels")).hasSize(2);
    assertThat(number()).startsWith("L").isNotEqualTo(first);
    assertThat(facts().fulfilled()).isTrue();
  }

  @Test
  void bringsAParcelBack() {
    place(SALE);
    floor.ship(order());

    floor.bringBack(order());

    assertThat(order().at("/shipments/0/shipping_labels/0/tracking_status").asText())
        .isEqualTo("return_to_sender");
    assertThat(facts().fulfilled()).isTrue();
  }

  /** Mechanism: an article that stands on several lines is given up on each of them whole. */
  @Test
  void givesUpAllThatIsLeft() {
    place(SALE);
    floor.shipPart(order());

    floor.giveUp(order());

    assertThat(Floor.fulfilled(order())).isTrue();
    assertThat(order().at("/line_items/0/quantity_shipped").asInt()).isEqualTo(2);
    assertThat(order().at("/line_items/1/quantity_shipped").asInt()).isZero();
  }

  /** Mechanism: a label that is void names no parcel, and a fresh one may be printed anew. */
  @Test
  void namesAParcelOfAnotherShopThatHasBeenUnderWayForLong() {
    place(SALE);
    floor.pack(order());
    floor.relabel(order());

    assertThat(floor.parcelOfAnother("shopify-de:7", NOW.plus(Duration.ofSeconds(1))))
        .contains(number());
    assertThat(floor.parcelOfAnother("shopify-de:7", NOW)).isEmpty();
    assertThat(floor.parcelOfAnother("shopify-eu:7", NOW.plus(Duration.ofSeconds(1)))).isEmpty();
  }

  private void place(String reference) {
    ObjectNode order = JsonApi.JSON.createObjectNode();
    order.put("order_number", "536365").put("partner_order_id", reference);
    line(order, "1", 5);
    line(order, "2", 1);
    api.post("/sandbox/orders", order);
  }

  private static void line(ObjectNode order, String id, int quantity) {
    order
        .withArray("line_items")
        .addObject()
        .put("sku", "10A")
        .put("partner_line_item_id", id)
        .put("quantity", quantity)
        .put("price", "2.50");
  }

  private JsonNode order() {
    return floor.orders(SALE).getFirst();
  }

  private Facts facts() {
    return WmsRecord.facts(order());
  }

  private String number() {
    return WmsRecord.standing(order().at("/shipments/0"))
        .getFirst()
        .path("tracking_number")
        .asText();
  }
}
