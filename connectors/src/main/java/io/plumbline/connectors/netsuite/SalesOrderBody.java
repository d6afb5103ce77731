package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.record.IsoCurrency;
import io.plumbline.engine.observation.Content;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes canonical fields under NetSuite's names. */
record SalesOrderBody(NetSuiteTerms terms) {

  /** Their names of an address's fields; the country is a reference. */
  private static final Map<String, String> ADDRESS =
      new TreeMap<>(
          Map.of(
              "name", "addressee",
              "company", "attention",
              "address1", "addr1",
              "address2", "addr2",
              "city", "city",
              "province", "state",
              "zip", "zip"));

  /** Everything a new record needs. */
  ObjectNode whole(Content content) {
    var commercial = commercial(content);
    var body = Json.object();
    body.set("entity", Json.object().put("externalId", terms.customer(country(content))));
    terms.subsidiary().ifPresent(id -> body.set("subsidiary", Json.object().put("id", id)));
    terms.location().ifPresent(id -> body.set("location", Json.object().put("id", id)));
    if (commercial.has("placedAt")) {
      var placed = Instant.parse(commercial.path("placedAt").asText());
      body.put("tranDate", placed.atZone(terms.zone()).toLocalDate().toString());
    }
    if (commercial.path("taxesIncluded").isBoolean()) {
      body.put(terms.taxesIncluded(), commercial.path("taxesIncluded").asBoolean());
    }
    for (var field : HeaderField.values()) {
      if (commercial.has(field.canonical())) {
        header(body, field, commercial.path(field.canonical()).asText());
      }
    }
    address(body, content.personal());
    lines(body, commercial);
    return body;
  }

  /** Where the goods go, if the account takes that with the order. */
  void address(ObjectNode body, JsonNode personal) {
    var address = personal.path("shippingAddress");
    if (terms.writesAddress() && !address.isEmpty()) {
      var theirs = body.putObject("shippingAddress");
      ADDRESS.forEach((field, name) -> theirs.put(name, address.path(field).asText("")));
      theirs.putObject("country").put("id", address.path("country").asText(""));
    }
  }

  /** In the fields that are written; one that is left out says the same as an empty one. */
  boolean sameAddress(JsonNode wanted, JsonNode current) {
    return Stream.concat(ADDRESS.keySet().stream(), Stream.of("country"))
        .allMatch(field ->
            wanted
                .path(field)
                .asText("")
                .strip()
                .equalsIgnoreCase(current.path(field).asText("").strip()));
  }

  void header(ObjectNode body, HeaderField field, String value) {
    switch (field) {
      case NUMBER -> body.put("otherRefNum", value);
      case CURRENCY -> body.set("currency", Json.object().put("id", terms.currencyId(value)));
      case SHIPPING -> body.set("shippingCost", Json.number(value));
      case TAX -> {
        if (terms.writesTax()) {
          body.set("taxTotal", Json.number(value));
        }
      }
      case DISCOUNT -> discount(body, new BigDecimal(value));
    }
  }

  /** NetSuite knows a discount as an item with a rate below zero, and shows its sum. */
  private void discount(ObjectNode body, BigDecimal discount) {
    var amount = Json.number(discount.negate().toPlainString());
    if (terms.discountItem().isPresent()) {
      body.set("discountItem", Json.object().put("id", terms.discountItem().get()));
      body.set("discountRate", amount);
    } else {
      body.set("discountTotal", amount);
    }
  }

  void lines(ObjectNode body, JsonNode commercial) {
    var decimals = IsoCurrency.decimals(commercial.path("currency").asText(""));
    ArrayNode items = body.putObject("item").putArray("items");
    commercial
        .path("lines")
        .properties()
        .forEach(line -> items.add(line(line.getKey(), line.getValue(), decimals)));
  }

  /**
   * The lines by the numbers they have: what has begun to ship keeps its place in the order, and
   * what is wanted no more is closed.
   */
  void mergedLines(ObjectNode body, JsonNode commercial, JsonNode current) {
    var decimals = IsoCurrency.decimals(commercial.path("currency").asText(""));
    ArrayNode items = body.putObject("item").putArray("items");
    var wanted = commercial.path("lines").deepCopy();
    current
        .properties()
        .forEach(there -> {
          var name = there.getValue().path("reference").asText("");
          var line = items.addObject().put("line", Integer.parseInt(there.getKey()));
          if (name.isEmpty() || !wanted.has(name)) {
            line.put("isClosed", true);
          } else {
            line.setAll(line(name, ((ObjectNode) wanted).remove(name), decimals));
          }
        });
    wanted
        .properties()
        .forEach(added -> items.add(line(added.getKey(), added.getValue(), decimals)));
  }

  private ObjectNode line(String id, JsonNode line, int decimals) {
    var quantity = new BigDecimal(line.path("quantity").asText("0"));
    var price = new BigDecimal(line.path("unitPrice").asText("0"));
    var amount = quantity.multiply(price).setScale(decimals, RoundingMode.HALF_UP);
    var item = Json.object();
    item.set("item", Json.object().put("externalId", line.path("sku").asText("")));
    item.set("quantity", Json.number(quantity.toPlainString()));
    // A price of our own, not one of the ERP's price levels.
    item.set("price", Json.object().put("id", "-1"));
    item.set("rate", Json.number(price.toPlainString()));
    item.set("amount", Json.number(amount.toPlainString()));
    if (line.has("tax") && terms.writesLineTax()) {
      item.set("tax1Amt", Json.number(line.path("tax").asText()));
    }
    return item.put(terms.lineReference(), line.path("reference").asText(id));
  }

  static JsonNode commercial(Content content) {
    var commercial = content.facets().get("commercial");
    return commercial == null ? Json.object() : commercial;
  }

  static String country(Content content) {
    var personal = content.personal();
    var country = personal.path("shippingAddress").path("country").asText("");
    if (country.isEmpty()) {
      country = personal.path("billingAddress").path("country").asText("");
    }
    return country.toUpperCase(Locale.ROOT);
  }

  /** Header fields that are written when they differ. */
  enum HeaderField {
    NUMBER("number", false),
    CURRENCY("currency", false),
    SHIPPING("shipping", true),
    DISCOUNT("discount", true),
    TAX("tax", true);

    private final String canonical;
    private final boolean money;

    HeaderField(String canonical, boolean money) {
      this.canonical = canonical;
      this.money = money;
    }

    String canonical() {
      return canonical;
    }

    boolean differs(JsonNode desired, JsonNode current) {
      if (!desired.has(canonical)) {
        return false;
      }
      var wanted = desired.path(canonical).asText();
      return money
          ? new BigDecimal(wanted).compareTo(new BigDecimal(current.path(canonical).asText("0")))
              != 0
          : !wanted.equals(current.path(canonical).asText(""));
    }
  }
}
