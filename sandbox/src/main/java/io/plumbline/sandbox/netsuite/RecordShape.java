package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.netsuite.SalesOrder.Line;
import java.math.BigDecimal;

/** Writes a sales order the way the record API spells it: numbers for money, references by id. */
record RecordShape(Masters masters) {
  private static final String CHILDREN = "children";

  /** The order with its lines. */
  ObjectNode expanded(SalesOrder order) {
    ObjectNode json = header(order);
    ObjectNode item = json.putObject("item");
    ArrayNode items = item.putArray("items");
    order.lines().forEach(line -> items.add(line(order, line)));
    item.put("totalResults", order.lines().size());
    return json;
  }

  /** The order with its lines and, beyond what the vendor shows at once, what was made from it. */
  ObjectNode whole(SalesOrder order) {
    ObjectNode json = expanded(order);
    ObjectNode children = json.putObject(CHILDREN);
    ChildShape shape = new ChildShape(masters);
    order
        .children()
        .all()
        .forEach(each -> children.withArray(each.kind().record()).add(shape.of(each, order, true)));
    return json;
  }

  /** The order as it is read without its sublists. */
  ObjectNode collapsed(SalesOrder order) {
    ObjectNode json = header(order);
    json.putObject("item").putArray("links").addObject().put("rel", "self").put("href", "item");
    return json;
  }

  private ObjectNode header(SalesOrder order) {
    ObjectNode json = Json.object();
    json.putArray("links");
    json.put("id", String.valueOf(order.id())).put("externalId", order.externalId());
    json.put("tranId", order.tranId()).put("tranDate", order.tranDate().toString());
    json.put("createdDate", order.stamps().created().toString());
    json.put("lastModifiedDate", order.stamps().modified().toString());
    ObjectNode entity = json.putObject("entity").put("id", String.valueOf(order.entity()));
    masters.customer(order.entity()).ifPresent(c -> entity.put("refName", c.externalId()));
    json.putObject("currency")
        .put("id", order.currency())
        .put("refName", Account.CURRENCIES.get(order.currency()));
    json.put("exchangeRate", BigDecimal.ONE);
    json.putObject("orderStatus")
        .put("id", order.status().name())
        .put("refName", order.status().title());
    json.put("subtotal", order.amounts().subtotal());
    json.put("discountTotal", order.amounts().discount());
    json.put("shippingCost", order.amounts().shipping());
    json.put("taxTotal", order.amounts().tax()).put("total", order.amounts().total());
    order.fields().forEach(json::set);
    return json;
  }

  private ObjectNode line(SalesOrder order, Line line) {
    ObjectNode json = Json.object().put("line", line.line());
    json.put("lineUniqueKey", line.uniqueKey());
    json.putObject("item")
        .put("id", String.valueOf(masters.items().get(line.item())))
        .put("refName", line.item());
    json.put("quantity", line.quantity()).put("rate", line.rate()).put("amount", line.amount());
    json.put("quantityFulfilled", order.children().shipped(line.line()));
    json.put("quantityBilled", order.children().billed(line.line()));
    json.put("isClosed", line.closed());
    line.fields().forEach(json::set);
    return json;
  }
}
