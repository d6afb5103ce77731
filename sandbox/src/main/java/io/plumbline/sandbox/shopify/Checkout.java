package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shopify.ShopOrder.Customer;
import io.plumbline.sandbox.shopify.ShopOrder.Line;
import io.plumbline.sandbox.shopify.ShopOrder.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Turns what a buyer asks for into an order of the shop. */
record Checkout(Till till) {
  private static final Pattern NOT_DIGITS = Pattern.compile("\\D");
  private static final String GIFT_CARD = "gift_card";
  private static final String MANUAL = "manual";

  ShopOrder order(JsonNode json) {
    if (json.path("lines").isEmpty()) {
      throw new IllegalArgumentException("an order needs lines");
    }
    Ids ids = till.ids();
    Instant now = till.now();
    long id = ids.nextOrder();
    String number = Json.text(json, "number").orElse(String.valueOf(id));
    List<Line> lines = new ArrayList<>();
    json.path("lines").forEach(line -> lines.add(line(line)));
    Instant placed = Json.text(json, "placedAt").map(Instant::parse).orElse(now);
    ShopOrder unpaid =
        new ShopOrder(
            id,
            "#" + number,
            digits(number),
            new ShopOrder.Dates(now, now, placed, null),
            money(json),
            null,
            Dispatch.NONE.withOrders(new Assignment(ids).atCheckout(lines, json.path("lines"))),
            false,
            Json.text(json, "channel").orElse("web"),
            json.path("test").asBoolean(false),
            lines,
            amount(json, "shipping"),
            amount(json, "discount"),
            List.of(),
            List.of(),
            List.of(),
            customer(json.path("customer"), number),
            ShopOrder.Remarks.NONE);
    return paid(unpaid, json);
  }

  private Line line(JsonNode json) {
    int quantity = json.path("quantity").asInt();
    if (quantity <= 0) {
      throw new IllegalArgumentException("a line needs a quantity, found " + json);
    }
    String sku = json.path("sku").asText();
    String title = Json.text(json, "title").orElse(sku);
    return new Line(
        till.ids().nextLine(), sku, title, quantity, quantity, amount(json, "unitPrice"));
  }

  private static Money money(JsonNode json) {
    String currency = Json.text(json, "currency").orElse("GBP");
    JsonNode presentment = json.path("presentment");
    return new Money(
        currency,
        Json.text(presentment, "currency").orElse(currency),
        Json.decimal(presentment, "rate").orElse(BigDecimal.ONE),
        json.path("taxesIncluded").asBoolean(false),
        Json.decimal(json, "taxRate").orElse(BigDecimal.ZERO));
  }

  private Customer customer(JsonNode json, String number) {
    String email = Json.text(json, "email").orElse("buyer-" + number + "@example.test");
    long id = Json.text(json, "id").map(Checkout::digitsLong).orElse(0L);
    return new Customer(
        id == 0 ? till.ids().customer(email) : id,
        email,
        Json.text(json, "name").orElse("Sandbox Buyer"),
        Json.text(json, "country").orElse("GB"),
        Customer.STREET);
  }

  private ShopOrder paid(ShopOrder unpaid, JsonNode json) {
    BigDecimal total = Sums.current(unpaid).total();
    BigDecimal card = amount(json, "giftCard").min(total);
    ShopOrder order = card.signum() > 0 ? till.taken(unpaid, GIFT_CARD, card) : unpaid;
    return json.path("paid").asBoolean(true) ? rest(order, gateway(json)) : order;
  }

  /** The rest of the money, as the buyer pays it now. */
  ShopOrder paidNow(ShopOrder order, JsonNode json) {
    return rest(order, gateway(json));
  }

  /** The rest of the money, which came in some way that the shop knows nothing of. */
  ShopOrder markedAsPaid(ShopOrder order) {
    return rest(order, MANUAL);
  }

  private ShopOrder rest(ShopOrder order, String gateway) {
    BigDecimal rest = Sums.current(order).total().subtract(FinancialStatus.received(order));
    return rest.signum() > 0 ? till.taken(order, gateway, rest) : order;
  }

  private String gateway(JsonNode json) {
    return Json.text(json, "gateway").orElse(till.gateway());
  }

  private static BigDecimal amount(JsonNode json, String field) {
    return Json.decimal(json, field).orElse(BigDecimal.ZERO);
  }

  private static int digits(String number) {
    return (int) Math.min(Integer.MAX_VALUE, digitsLong(number));
  }

  private static long digitsLong(String text) {
    String digits = NOT_DIGITS.matcher(text).replaceAll("");
    return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
  }
}
