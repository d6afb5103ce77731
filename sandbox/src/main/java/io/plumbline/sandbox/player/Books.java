package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.rest.JsonApi;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The ERP's control API: what its staff, its warehouse and other apps do there. */
final class Books {
  private static final String ORDERS = "/sandbox/salesOrders";

  private final JsonApi api;

  Books(JsonApi api) {
    this.api = api;
  }

  /** Every sales order that carries this number of the storefront. */
  List<JsonNode> orders(String number) {
    JsonNode answer = api.get(ORDERS + "?otherRefNum=" + JsonApi.escape(number));
    List<JsonNode> orders = new ArrayList<>();
    (answer.isArray() ? answer : answer.path("items")).forEach(orders::add);
    return orders;
  }

  /** What the till's own integration does. */
  void push(ObjectNode order) {
    api.post(ORDERS, order);
  }

  void edit(String id, ObjectNode change) {
    api.post(ORDERS + "/" + id + "/edit", change.put("actor", "staff"));
  }

  void twin(String id) {
    api.post(ORDERS + "/" + id + "/double", JsonApi.JSON.createObjectNode());
  }

  void delete(String id) {
    api.delete(ORDERS + "/" + id);
  }

  void fulfil(String id) {
    api.post(ORDERS + "/" + id + "/fulfil", JsonApi.JSON.createObjectNode());
  }

  void bill(String id) {
    api.post(ORDERS + "/" + id + "/bill", JsonApi.JSON.createObjectNode());
  }

  static ObjectNode money(String field, BigDecimal amount) {
    return JsonApi.JSON.createObjectNode().put(field, amount);
  }
}
