package io.plumbline.order;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One order and what people do to it, at random: possible or not, the systems themselves decide.
 *
 * @param told what was tried, and what the systems answered
 */
record Life(Placed order, Shopfront shop, Hall hall, Random random, List<String> told) {

  private static final int STEPS = 12;
  private static final int MOST = 6;

  /** What may be tried; those that happen often stand here often. */
  private enum Deed {
    WAIT,
    PAY,
    EDIT,
    ADD,
    REDIRECT,
    CANCEL,
    DELETE,
    KEEP_BACK,
    LET_GO,
    ALLOCATE,
    BACKORDER,
    PICK,
    PUT_BACK,
    COME_SHORT,
    SHIP_SOME,
    SHIP_REST,
    VOID,
    RELABEL,
    DELIVER,
    RETURN_TO_SENDER
  }

  private static final List<Deed> OFTEN =
      List.of(
          Deed.WAIT,
          Deed.WAIT,
          Deed.WAIT,
          Deed.WAIT,
          Deed.EDIT,
          Deed.EDIT,
          Deed.PICK,
          Deed.SHIP_SOME,
          Deed.SHIP_SOME,
          Deed.SHIP_SOME,
          Deed.SHIP_REST);

  /** A sale of two lines, paid or not, in that currency. */
  static Life begun(Shopfront shop, String currency, Hall hall, Random random) {
    var order =
        shop.places(
            """
            {"number": "%s", "channel": "web", "currency": "%s", "paid": %s, "shipping": "4.95",
             "lines": [{"sku": "85123A", "quantity": %d, "unitPrice": "2.55"},
                       {"sku": "22423", "quantity": %d, "unitPrice": "10.95"}]}
            """
                .formatted(
                    Shopfront.number(),
                    currency,
                    random.nextInt(4) > 0,
                    some(random),
                    some(random)));
    return new Life(order, shop, hall, random, new ArrayList<>());
  }

  private static int some(Random random) {
    return 1 + random.nextInt(MOST);
  }

  void live() {
    // Some are acted on before anybody has heard of them; most are not.
    if (random.nextInt(4) > 0) {
      told.add("WAIT " + tried(Deed.WAIT));
    }
    for (var step = 0; step < STEPS; step++) {
      var drawn = random.nextInt(Deed.values().length + OFTEN.size());
      var deed = drawn < OFTEN.size() ? OFTEN.get(drawn) : Deed.values()[drawn - OFTEN.size()];
      told.add(deed + " " + tried(deed));
    }
  }

  /** The answer's status; 0 where there is nothing to do it to. */
  private int tried(Deed deed) {
    return switch (deed) {
      case WAIT -> waited();
      case PAY -> inShop("pay", "{}");
      case EDIT ->
          inShop(
              "edit",
              "{\"lines\": [{\"lineId\": \"%s\", \"quantity\": %d}]}"
                  .formatted(order.line(random.nextInt(2)), random.nextInt(MOST)));
      case ADD ->
          inShop(
              "edit",
              "{\"lines\": [{\"sku\": \"21730\", \"quantity\": %d, \"unitPrice\": \"4.95\"}]}"
                  .formatted(some(random)));
      case REDIRECT ->
          inShop("redirect", "{\"street\": \"%d Privet Lane\"}".formatted(random.nextInt(1_000)));
      case CANCEL -> inShop("cancel", "{\"reason\": \"customer\"}");
      case DELETE -> random.nextInt(3) > 0 ? 0 : shop.control().attempt("DELETE", path(), "");
      case KEEP_BACK -> person("hold", "{\"reason\": \"a question\", \"by\": \"ada\"}");
      case LET_GO -> person("release", "{\"by\": \"ada\"}");
      case ALLOCATE -> inHall("allocate", "{}");
      case BACKORDER -> inHall("backorder", "{\"missing\": {\"85123A\": 1}}");
      case PICK -> inHall("pick", "{}");
      case PUT_BACK -> inHall("putBack", "{}");
      case COME_SHORT -> inHall("short", "{\"missing\": {\"85123A\": 1}}");
      case SHIP_SOME ->
          inHall(
              "ship",
              "{\"carrier\": \"post\", \"tracking_number\": \"%s\", \"line_items\": [{\"sku\": \"%s\", \"quantity\": %d}]}"
                  .formatted(
                      number(), random.nextBoolean() ? "85123A" : "22423", 1 + random.nextInt(3)));
      case SHIP_REST ->
          inHall(
              "ship", "{\"carrier\": \"post\", \"tracking_number\": \"%s\"}".formatted(number()));
      case VOID -> parcel("void", "");
      case RELABEL -> parcel("track", ", \"tracking_number\": \"%s\"".formatted(number()));
      case DELIVER -> parcel("deliver", "");
      case RETURN_TO_SENDER -> parcel("returnToSender", "");
    };
  }

  /** Until what was done so far has gone round, so that not all of it is a race. */
  private int waited() {
    try {
      OnTheWholeChain.quiet(order);
      return 200;
    } catch (ConditionTimeoutException e) {
      // Nobody waits for ever; what is still on its way is looked at in the end.
      return 408;
    }
  }

  private String number() {
    return "M%s-%d".formatted(order.id(), random.nextInt(1_000_000));
  }

  private String path() {
    return "/orders/" + order.id();
  }

  private int inShop(String action, String json) {
    return shop.control().attempt("POST", path() + "/" + action, json);
  }

  private int inHall(String action, String json) {
    return there()
        .map(held ->
            hall.control()
                .attempt("POST", "/orders/" + held.path("legacy_id").asText() + "/" + action, json))
        .orElse(0);
  }

  private int parcel(String action, String more) {
    var parcels = there().map(held -> held.path("shipments"));
    if (parcels.isEmpty() || parcels.get().isEmpty()) {
      return 0;
    }
    var one = parcels.get().get(random.nextInt(parcels.get().size())).path("legacy_id").asText();
    return inHall(action, "{\"shipment\": %s%s}".formatted(one, more));
  }

  private java.util.Optional<JsonNode> there() {
    var found = hall.of(order);
    return found.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(found.get(0));
  }

  private int person(String action, String json) {
    return given()
        .contentType("application/json")
        .body(json)
        .post("/api/orders/" + order.key() + "/" + action)
        .statusCode();
  }
}
