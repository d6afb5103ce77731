package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.ErpRecord;
import io.plumbline.sandbox.orders.Invoice;
import io.plumbline.sandbox.rest.JsonApi;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The ERP's control API: what its staff, its warehouse and other apps do there. */
final class Books {
  private static final String ORDERS = "/sandbox/salesOrders";

  private final JsonApi api;

  Books(JsonApi api) {
    this.api = api;
  }

  /** Makes every product of the day known to the ERP's catalogue. */
  void register(List<Part> parts) {
    ObjectNode catalogue = JsonApi.JSON.createObjectNode();
    ArrayNode skus = catalogue.putArray("skus");
    parts.stream()
        .flatMap(part -> part.invoice().items().stream())
        .map(Invoice.Item::sku)
        .distinct()
        .forEach(skus::add);
    api.post("/sandbox/items", catalogue);
  }

  /** Every sales order that carries this number of the storefront. */
  List<JsonNode> orders(String number) {
    JsonNode answer = api.get(ORDERS + "?otherRefNum=" + JsonApi.escape(number));
    List<JsonNode> orders = new ArrayList<>();
    (answer.isArray() ? answer : answer.path("items")).forEach(orders::add);
    return orders;
  }

  /** Whether all of that order has left, by the books. */
  boolean fulfilled(String number) {
    return orders(number).stream().anyMatch(record -> ErpRecord.facts(record).fulfilled());
  }

  /** What the till's own integration does. */
  void push(ObjectNode order) {
    api.post(ORDERS, order);
  }

  void edit(String id, ObjectNode change) {
    api.post(ORDERS + "/" + id + "/edit", change.put("actor", "staff"));
  }

  void twin(String id) {
    api.post(ORDERS + "/" + id + "/double", JsonApi.JSON.createObjectNode().put("actor", "staff"));
  }

  /** The ERP reckons the tax once more, line by line, and tells nobody. */
  void round(String id) {
    api.post(ORDERS + "/" + id + "/round", JsonApi.JSON.createObjectNode());
  }

  void delete(String id) {
    api.delete(ORDERS + "/" + id);
  }

  /** Ships the first line, on paper. */
  void fulfilFirst(JsonNode record) {
    api.post(ORDERS + "/" + record.path("id").asText() + "/fulfil", first(record));
  }

  /** Bills the first line, whether or not it has left. */
  void billFirst(JsonNode record) {
    ObjectNode invoice = first(record).put("inAdvance", true);
    api.post(ORDERS + "/" + record.path("id").asText() + "/bill", invoice);
  }

  private static ObjectNode first(JsonNode record) {
    JsonNode line = firstLine(record);
    ObjectNode made = JsonApi.JSON.createObjectNode().put("actor", "staff");
    ObjectNode item = made.putArray("lines").addObject();
    item.set("line", line.path("line"));
    item.set("quantity", line.path("quantity"));
    return made;
  }

  /** The first line's quantity, changed by some. */
  static ObjectNode quantity(JsonNode record, int by) {
    JsonNode line = firstLine(record);
    return line(
        line,
        "quantity",
        new BigDecimal(line.path("quantity").asText()).add(BigDecimal.valueOf(by)));
  }

  /** The first line's price, cut to a share of it. */
  static ObjectNode price(JsonNode record, BigDecimal share) {
    JsonNode line = firstLine(record);
    BigDecimal rate = new BigDecimal(line.path("rate").asText());
    return line(line, "rate", rate.multiply(share).setScale(2, RoundingMode.HALF_UP));
  }

  /** Shipping, raised by some. */
  static ObjectNode shipping(JsonNode record, BigDecimal by) {
    BigDecimal cost = new BigDecimal(record.path("shippingCost").asText("0"));
    return JsonApi.JSON.createObjectNode().put("shippingCost", cost.add(by));
  }

  static ObjectNode cancelled() {
    return JsonApi.JSON.createObjectNode().put("orderStatus", "C");
  }

  private static ObjectNode line(JsonNode line, String field, BigDecimal value) {
    ObjectNode change = JsonApi.JSON.createObjectNode();
    ObjectNode item = change.putArray("lines").addObject();
    item.set("line", line.path("line"));
    item.put(field, value);
    return change;
  }

  private static JsonNode firstLine(JsonNode record) {
    return record.at("/item/items/0");
  }
}
