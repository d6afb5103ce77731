package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Json;
import java.math.BigDecimal;
import java.util.List;

/** Writes what was made from sales orders the way the record API spells it. */
record ChildShape(Masters masters) {

  ObjectNode of(Transaction child, SalesOrder parent, boolean expand) {
    return switch (child) {
      case ItemFulfillment made -> fulfillment(made, parent, expand);
      case Invoice made -> invoice(made, parent, expand);
      case CustomerDeposit made -> deposit(made, parent);
      case CreditMemo made -> credit(made, parent, expand);
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
    amounts(json, made.amounts(), parent);
    if (expand) {
      ArrayNode items = json.putObject("item").putArray("items");
      for (Invoice.Item item : made.items()) {
        amounts(item(items, item.orderLine(), item.sku(), item.quantity()), item)
            .put("line", items.size());
      }
    }
    return json;
  }

  /** Its lines name those of the invoice, which are not the order's. */
  private ObjectNode credit(CreditMemo made, SalesOrder parent, boolean expand) {
    Invoice invoice =
        parent.children().invoices().stream()
            .filter(each -> each.id() == made.invoice())
            .findFirst()
            .orElseThrow();
    ObjectNode json = header(made);
    json.putObject("createdFrom")
        .put("id", String.valueOf(invoice.id()))
        .put("refName", "Invoice #" + invoice.tranId());
    amounts(json, made.amounts(), parent);
    if (expand) {
      List<Integer> billed = invoice.items().stream().map(Invoice.Item::orderLine).toList();
      ArrayNode items = json.putObject("item").putArray("items");
      for (Invoice.Item item : made.items()) {
        int line = billed.indexOf(item.orderLine()) + 1;
        amounts(item(items, line, item.sku(), item.quantity()), item);
      }
    }
    return json;
  }

  private static void amounts(ObjectNode json, SalesOrder.Amounts amounts, SalesOrder parent) {
    json.putObject("currency")
        .put("id", parent.currency())
        .put("refName", Account.CURRENCIES.get(parent.currency()));
    json.put("subtotal", amounts.subtotal()).put("discountTotal", amounts.discount());
    json.put("shippingCost", amounts.shipping());
    json.put("taxTotal", amounts.tax()).put("total", amounts.total());
  }

  private static ObjectNode amounts(ObjectNode line, Invoice.Item item) {
    return line.put("rate", item.rate()).put("amount", item.amount());
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
