package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Json;
import java.math.BigDecimal;

/** Writes what was made from sales orders the way the record API spells it. */
record ChildShape(Masters masters) {

  ObjectNode of(Transaction child, SalesOrder parent, boolean expand) {
    return switch (child) {
      case ItemFulfillment made -> fulfillment(made, parent, expand);
      case Invoice made -> invoice(made, parent, expand);
      case CustomerDeposit made -> deposit(made, parent);
      case SalesOrder _ -> throw new IllegalArgumentException("a sales order is nobody's child");
    };
  }

  private ObjectNode fulfillment(ItemFulfillment made, SalesOrder parent, boolean expand) {
    ObjectNode json = header(made);
    json.set("createdFrom", reference(parent));
    json.putObject("shipStatus")
        .put("id", made.shipStatus().name())
        .put("refName", made.shipStatus().title());
    if (made.shipStatus() == ItemFulfillment.ShipStatus.C) {
      json.put("shippedDate", made.tranDate().toString());
    }
    made.fields().forEach(json::set);
    if (!expand) {
      return json;
    }
    ArrayNode items = json.putObject("item").putArray("items");
    for (ItemFulfillment.Item item : made.items()) {
      ObjectNode line = item(items, item.orderLine(), item.sku(), item.quantity());
      line.put("itemreceive", true);
      if (!item.location().isEmpty()) {
        line.putObject("location").put("id", item.location());
      }
    }
    ArrayNode packages = json.putObject("package").putArray("items");
    for (ItemFulfillment.Parcel parcel : made.packages()) {
      ObjectNode line = packages.addObject();
      line.put("packageTrackingNumber", parcel.trackingNumber());
      line.put("packageWeight", parcel.weight());
    }
    return json;
  }

  private ObjectNode invoice(Invoice made, SalesOrder parent, boolean expand) {
    ObjectNode json = header(made);
    json.set("createdFrom", reference(parent));
    json.putObject("currency")
        .put("id", parent.currency())
        .put("refName", Account.CURRENCIES.get(parent.currency()));
    json.put("subtotal", made.amounts().subtotal());
    json.put("discountTotal", made.amounts().discount());
    json.put("shippingCost", made.amounts().shipping());
    json.put("taxTotal", made.amounts().tax()).put("total", made.amounts().total());
    if (expand) {
      ArrayNode items = json.putObject("item").putArray("items");
      for (Invoice.Item item : made.items()) {
        item(items, item.orderLine(), item.sku(), item.quantity())
            .put("rate", item.rate())
            .put("amount", item.amount());
      }
    }
    return json;
  }

  private ObjectNode deposit(CustomerDeposit made, SalesOrder parent) {
    ObjectNode json = header(made);
    json.set("salesOrder", reference(parent));
    ObjectNode customer = json.putObject("customer").put("id", String.valueOf(made.customer()));
    masters.customer(made.customer()).ifPresent(c -> customer.put("refName", c.externalId()));
    return json.put("payment", made.payment());
  }

  private static ObjectNode header(Transaction made) {
    ObjectNode json = Json.object();
    json.putArray("links");
    json.put("id", String.valueOf(made.id())).put("externalId", made.externalId());
    json.put("tranId", made.tranId()).put("tranDate", made.tranDate().toString());
    json.put("createdDate", made.stamps().created().toString());
    json.put("lastModifiedDate", made.stamps().modified().toString());
    return json;
  }

  private static ObjectNode reference(SalesOrder parent) {
    return Json.object()
        .put("id", String.valueOf(parent.id()))
        .put("refName", "Sales Order #" + parent.tranId());
  }

  private ObjectNode item(ArrayNode items, int orderLine, String sku, BigDecimal quantity) {
    ObjectNode line = items.addObject().put("orderLine", orderLine);
    line.putObject("item").put("id", String.valueOf(masters.items().get(sku))).put("refName", sku);
    return line.put("quantity", quantity);
  }
}
