package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shopify.Dispatch.Progress;
import io.plumbline.sandbox.shopify.ShopOrder.Customer;
import io.plumbline.sandbox.shopify.ShopOrder.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes an order the way REST and webhooks spell it: text money, offset times, numeric ids. */
final class RestOrder {
  private static final String GID = "gid://shopify/Order/";

  private final ZoneId zone;

  RestOrder(ZoneId zone) {
    this.zone = zone;
  }

  ObjectNode of(ShopOrder order) {
    ObjectNode json = Json.object();
    json.put("id", order.id()).put("admin_graphql_api_id", GID + order.id());
    json.put("name", order.name()).put("order_number", order.number());
    json.put("number", order.number()).put("test", order.test());
    dates(json, order);
    json.put("cancel_reason", order.cancelReason());
    json.put("financial_status", FinancialStatus.of(order).rest());
    json.put("fulfillment_status", RestFulfilment.status(order.progress()));
    json.put("currency", order.money().currency());
    json.put("presentment_currency", order.money().presentment());
    json.put("taxes_included", order.money().taxesIncluded()).put("tax_exempt", false);
    sums(json, order);
    lines(json.putArray("line_items"), order);
    shipping(json.putArray("shipping_lines"), order);
    discounts(json, order);
    people(json, order);
    remarks(json, order);
    ArrayNode fulfilments = json.putArray("fulfillments");
    order.dispatch().fulfilments().forEach(each -> fulfilments.add(fulfilment(order, each)));
    json.set("refunds", RestMoney.refunds(order, zone));
    return json;
  }

  /** With what the vendor lists by itself: the order's transactions and what is on the account. */
  ObjectNode remembered(ShopOrder order) {
    ObjectNode json = of(order);
    json.set("transactions", RestMoney.transactions(order, zone));
    json.set("balance_transactions", RestMoney.balance(order, zone));
    return json;
  }

  /** All that a deletion says. */
  ObjectNode deletion(ShopOrder order) {
    return Json.object().put("id", order.id());
  }

  /** As it stands in its order, and alone in a webhook of its own. */
  ObjectNode fulfilment(ShopOrder order, Fulfilment fulfilment) {
    return RestFulfilment.of(order, fulfilment, zone);
  }

  private void dates(ObjectNode json, ShopOrder order) {
    json.put("created_at", time(order.dates().created()));
    json.put("updated_at", time(order.dates().updated()));
    json.put("processed_at", time(order.dates().placed()));
    json.putNull("closed_at").put("cancelled_at", time(order.dates().cancelled()));
  }

  private static void sums(ObjectNode json, ShopOrder order) {
    Sums placed = Sums.placed(order);
    money(json, "total_line_items_price", placed.goods(), order);
    money(json, "subtotal_price", placed.subtotal(), order);
    money(json, "total_tax", placed.tax(), order);
    money(json, "total_discounts", placed.discount(), order);
    money(json, "total_price", placed.total(), order);
    Sums current = Sums.current(order);
    money(json, "current_subtotal_price", current.subtotal(), order);
    money(json, "current_total_tax", current.tax(), order);
    money(json, "current_total_discounts", current.discount(), order);
    money(json, "current_total_price", current.total(), order);
    bag(json, "total_shipping_price_set", order.shipping(), order);
    BigDecimal paid = FinancialStatus.received(order);
    json.put("total_outstanding", text(current.total().subtract(paid).max(BigDecimal.ZERO)));
    taxLine(json.putArray("tax_lines"), placed.tax(), order);
  }

  private static void lines(ArrayNode lines, ShopOrder order) {
    Sums sums = Sums.current(order);
    for (Line line : order.lines()) {
      ObjectNode json = lines.addObject();
      json.put("id", line.id()).put("admin_graphql_api_id", "gid://shopify/LineItem/" + line.id());
      json.put("sku", line.sku()).put("title", line.title()).put("name", line.title());
      json.put("quantity", Math.max(line.quantity(), line.current()));
      json.put("current_quantity", line.current());
      int left = order.unfulfilled(line);
      json.put("fulfillable_quantity", left);
      Progress progress = Progress.of(order.dispatch().shipped(line.id()), left);
      json.put("fulfillment_status", RestFulfilment.status(progress));
      money(json, "price", line.unitPrice(), order);
      money(json, "total_discount", BigDecimal.ZERO, order);
      json.put("taxable", true).put("requires_shipping", true).put("gift_card", false);
      ArrayNode allocations = json.putArray("discount_allocations");
      BigDecimal discount = sums.lineDiscounts().getOrDefault(line.id(), BigDecimal.ZERO);
      if (discount.signum() > 0) {
        ObjectNode allocation = allocations.addObject().put("discount_application_index", 0);
        money(allocation, "amount", discount, order);
      }
      BigDecimal tax = sums.lineTaxes().getOrDefault(line.id(), BigDecimal.ZERO);
      taxLine(json.putArray("tax_lines"), tax, order);
    }
  }

  private static void shipping(ArrayNode lines, ShopOrder order) {
    if (order.shipping().signum() == 0) {
      return;
    }
    ObjectNode json = lines.addObject().put("id", order.id() + 1).put("title", "Standard");
    json.put("code", "STD");
    money(json, "price", order.shipping(), order);
    money(json, "discounted_price", order.shipping(), order);
    taxLine(json.putArray("tax_lines"), Sums.current(order).shippingTax(), order);
  }

  private static void discounts(ObjectNode json, ShopOrder order) {
    ArrayNode codes = json.putArray("discount_codes");
    ArrayNode applications = json.putArray("discount_applications");
    if (order.discount().signum() == 0) {
      return;
    }
    String amount = text(order.discount());
    codes.addObject().put("code", "LAUNCH").put("amount", amount).put("type", "fixed_amount");
    applications
        .addObject()
        .put("type", "discount_code")
        .put("code", "LAUNCH")
        .put("value", amount)
        .put("value_type", "fixed_amount")
        .put("allocation_method", "across")
        .put("target_selection", "all")
        .put("target_type", "line_item");
  }

  private static void people(ObjectNode json, ShopOrder order) {
    Customer customer = order.customer();
    json.put("email", customer.email()).put("contact_email", customer.email());
    json.putNull("phone").put("buyer_accepts_marketing", false);
    json.putObject("customer")
        .put("id", customer.id())
        .put("email", customer.email())
        .put("first_name", firstName(customer))
        .put("last_name", lastName(customer));
    address(json.putObject("shipping_address"), customer);
    address(json.putObject("billing_address"), customer.at(Customer.STREET));
  }

  private static void address(ObjectNode json, Customer customer) {
    json.put("first_name", firstName(customer)).put("last_name", lastName(customer));
    json.put("name", customer.name()).put("address1", customer.street()).put("city", "Springfield");
    json.put("zip", "AB1 2CD").put("country_code", customer.country()).putNull("province_code");
  }

  private static void remarks(ObjectNode json, ShopOrder order) {
    json.put("note", order.remarks().note()).put("tags", String.join(", ", order.remarks().tags()));
    json.putArray("note_attributes");
    json.put("source_name", order.channel()).putNull("source_identifier");
    json.put("po_number", order.remarks().poNumber());
    ArrayNode gateways = json.putArray("payment_gateway_names");
    order.payments().stream().map(ShopOrder.Payment::gateway).distinct().forEach(gateways::add);
  }

  private static void taxLine(ArrayNode lines, BigDecimal tax, ShopOrder order) {
    if (order.money().taxRate().signum() != 0) {
      ObjectNode line = lines.addObject().put("title", "VAT").put("rate", order.money().taxRate());
      money(line, "price", tax, order);
      line.put("channel_liable", false);
    }
  }

  private static void money(ObjectNode json, String field, BigDecimal amount, ShopOrder order) {
    json.put(field, text(amount));
    bag(json, field + "_set", amount, order);
  }

  static void bag(ObjectNode json, String field, BigDecimal amount, ShopOrder order) {
    ObjectNode set = json.putObject(field);
    set.putObject("shop_money")
        .put("amount", text(amount))
        .put("currency_code", order.money().currency());
    set.putObject("presentment_money")
        .put("amount", Presentment.of(amount, order.money()).toPlainString())
        .put("currency_code", order.money().presentment());
  }

  private static String text(BigDecimal amount) {
    return amount.setScale(2, java.math.RoundingMode.HALF_UP).toPlainString();
  }

  static String firstName(Customer customer) {
    int space = customer.name().indexOf(' ');
    return space < 0 ? "" : customer.name().substring(0, space);
  }

  static String lastName(Customer customer) {
    return customer.name().substring(customer.name().indexOf(' ') + 1);
  }

  @Nullable String time(@Nullable Instant at) {
    return at == null ? null : time(at, zone);
  }

  static String time(Instant at, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }
}
