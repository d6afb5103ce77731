package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** How an order spells its fields, which are named here as in REST. */
enum OrderSpelling {
  REST,
  GRAPH;

  static OrderSpelling of(JsonNode order) {
    return order.has("line_items") ? REST : GRAPH;
  }

  String field(String name) {
    return switch (this) {
      case REST -> name;
      case GRAPH -> camel(name);
    };
  }

  JsonPointer list(String name) {
    return JsonPointer.compile(
        switch (this) {
          case REST -> "/" + name;
          case GRAPH -> "/" + camel(name) + "/nodes";
        });
  }

  /** An amount in the shop's money, where the order itself says it. */
  JsonPointer amount(String name) {
    return switch (this) {
      case REST -> JsonPointer.compile("/" + name);
      case GRAPH -> shopMoney(name);
    };
  }

  JsonPointer shopMoney(String name) {
    return money(name, "shop_money");
  }

  JsonPointer presentmentMoney(String name) {
    return money(name, "presentment_money");
  }

  JsonPointer unitPrice() {
    return switch (this) {
      case REST -> JsonPointer.compile("/price");
      case GRAPH -> shopMoney("original_unit_price");
    };
  }

  /** The line that something is of. */
  JsonPointer lineId() {
    return JsonPointer.compile(
        switch (this) {
          case REST -> "/line_item_id";
          case GRAPH -> "/lineItem/id";
        });
  }

  private JsonPointer money(String name, String whose) {
    return JsonPointer.compile("/" + field(name + "_set") + "/" + field(whose) + "/amount");
  }

  private static String camel(String name) {
    var camel = new StringBuilder();
    for (var word : name.split("_", -1)) {
      camel.append(
          camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }
}
