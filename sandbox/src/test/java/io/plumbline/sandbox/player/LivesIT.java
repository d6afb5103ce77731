package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.orders.OrderFile;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.shiphero.ShipheroEmulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to an order happens in its order, whoever is late. */
class LivesIT {
  private static final String ID = "5120";

  private final ShipheroEmulator warehouse =
      new ShipheroEmulator(
          "token",
          100,
          new ShipheroEmulator.Place(0, 1, 1_000, Optional.empty()),
          Clock.systemUTC());
  private final Server others = new Server(0, this::answer);
  private final JsonApi hall = new JsonApi("http://127.0.0.1:" + warehouse.port());
  private final JsonApi rest = new JsonApi("http://127.0.0.1:" + others.port());
  private final Agenda agenda = new Agenda();
  private final Floor floor = new Floor(hall);
  private final Lives lives = new Lives(new Books(rest), floor, new Desk(rest), agenda);
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean told;
  private volatile boolean held;

  LivesIT() throws IOException {}

  @AfterEach
  void close() {
    agenda.close();
    hall.close();
    rest.close();
    others.close();
    warehouse.close();
  }

  /** Mechanism: a person lets go what the hall keeps back, and only then it ships. */
  @Test
  void shipsWhatWasHeldByHandOnceItIsLetGo() throws InterruptedException {
    picked();

    lives.live(sale(Life.HELD_BY_HAND), Duration.ZERO);

    assertThat(agenda.finish()).isEmpty();
    assertThat(changes()).containsExactly("created", "held", "held", "shipped");
    assertThat(Floor.held(order())).isFalse();
  }

  /** Mechanism: a parcel is not back before shop and books know that it left. */
  @Test
  void bringsBackOnlyWhatEverybodyKnowsToHaveLeft() throws InterruptedException {
    picked();

    lives.live(sale(Life.RETURNED), Lives.LATER.negated());

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(looks).hasValueGreaterThan(2));
    assertThat(changes()).containsExactly("created", "shipped");
    told = true;
    assertThat(agenda.finish()).isEmpty();
    assertThat(changes()).containsExactly("created", "shipped", "returned");
  }

  @Test
  void printsALabelAnewAndSendsTheParcelOff() throws InterruptedException {
    picked();

    lives.live(sale(Life.RELABELLED), Lives.LATER.negated());

    assertThat(agenda.finish()).isEmpty();
    assertThat(changes()).containsExactly("created", "shipped", "relabelled", "departed");
  }

  @Test
  void givesUpWhatWasNotInTheFirstParcel() throws InterruptedException {
    picked();

    lives.live(sale(Life.SHORT), Duration.ZERO);

    assertThat(agenda.finish()).isEmpty();
    assertThat(changes()).containsExactly("created", "shipped", "shorted");
    assertThat(Floor.fulfilled(order())).isTrue();
  }

  private Sale sale(Life life) {
    Part part =
        new Part(
            Channel.BRITISH,
            OrderFile.readDefault(50).playable().getFirst(),
            life,
            Optional.empty(),
            false,
            BigDecimal.ZERO);
    return new Sale(part, new Shop(rest, Channel.BRITISH), ID);
  }

  private void picked() {
    ObjectNode order = JsonApi.JSON.createObjectNode();
    order.put("order_number", "1").put("partner_order_id", "shopify-eu:" + ID);
    order.withArray("line_items").addObject().put("sku", "10A").put("quantity", 5);
    hall.post("/sandbox/orders", order);
  }

  private JsonNode order() {
    return floor.orders("shopify-eu:" + ID).getFirst();
  }

  private List<String> changes() {
    return hall.get("/sandbox/history")
        .path("items")
        .valueStream()
        .map(one -> one.path("change").asText())
        .toList();
  }

  /** The shop, the books, and an order service that passes holds on to the hall. */
  private Answer answer(Request request) {
    return switch (request.segments().get(1)) {
      case "orders" -> request.under("sandbox") ? sold() : service(request);
      default -> Answer.ok(books());
    };
  }

  private Answer sold() {
    looks.incrementAndGet();
    ObjectNode sold = JsonApi.JSON.createObjectNode().put("currency", "GBP");
    return Answer.ok(told ? sold.put("fulfillment_status", "fulfilled") : sold);
  }

  private ObjectNode books() {
    ObjectNode found = JsonApi.JSON.createObjectNode();
    found.putArray("items").addObject().putObject("orderStatus").put("id", told ? "G" : "B");
    return found;
  }

  private Answer service(Request request) {
    if (request.method().equals("POST")) {
      held = request.segments().getLast().equals("hold");
      ObjectNode hold = JsonApi.JSON.createObjectNode().put("operator_hold", held);
      hall.post("/sandbox/orders/" + order().path("legacy_id").asText() + "/hold", hold);
    }
    ObjectNode known = JsonApi.JSON.createObjectNode();
    if (held) {
      known.putObject("hold").put("heldBy", "the player");
    }
    return Answer.ok(known);
  }
}
