package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.ShopOrder.Customer;
import io.plumbline.sandbox.shopify.ShopOrder.Line;
import io.plumbline.sandbox.shopify.ShopOrder.Money;
import io.plumbline.sandbox.shopify.ShopOrder.Payment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays an order out under the names of the GraphQL schema: gids, UTC times, money bags. */
final class GraphqlOrder {
  private final ShopOrder order;
  private final Sums placed;
  private final Sums current;

  private GraphqlOrder(ShopOrder order) {
    this.order = order;
    this.placed = Sums.placed(order);
    this.current = Sums.current(order);
  }

  static Map<String, @Nullable Object> of(ShopOrder order) {
    return new GraphqlOrder(order).map();
  }

  private Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "Order");
    map.put("id", Gid.order(order.id()));
    map.put("legacyResourceId", String.valueOf(order.id()));
    map.put("name", order.name());
    map.put("number", order.number());
    dates(map);
    state(map);
    sums(map);
    Map<Long, Map<String, @Nullable Object>> lines = lines();
    map.put("lineItems", List.copyOf(lines.values()));
    dispatch(map, new GraphqlFulfilment(order, lines));
    map.put("shippingLines", shippingLines());
    map.put("discountApplications", discountApplications());
    map.put("discountCodes", order.discount().signum() == 0 ? List.of() : List.of("LAUNCH"));
    map.put("transactions", order.payments().stream().map(this::transaction).toList());
    map.put("refunds", new GraphqlRefund(order, lines).all());
    people(map);
    return map;
  }

  /** One fulfilment alone. */
  static Map<String, @Nullable Object> fulfilment(ShopOrder order, Fulfilment fulfilment) {
    return new GraphqlFulfilment(order, new GraphqlOrder(order).lines()).made(fulfilment);
  }

  /** One refund alone. */
  static Optional<Map<String, @Nullable Object>> refund(ShopOrder order, long id) {
    return new GraphqlRefund(order, new GraphqlOrder(order).lines()).named(id);
  }

  /** One fulfilment order alone. */
  static Map<String, @Nullable Object> fulfilmentOrder(ShopOrder order, FulfilmentOrder asked) {
    return new GraphqlFulfilment(order, new GraphqlOrder(order).lines()).asked(asked);
  }

  private Map<Long, Map<String, @Nullable Object>> lines() {
    Map<Long, Map<String, @Nullable Object>> lines = new LinkedHashMap<>();
    order.lines().forEach(line -> lines.put(line.id(), line(line)));
    return lines;
  }

  private void dispatch(Map<String, @Nullable Object> map, GraphqlFulfilment laid) {
    Dispatch dispatch = order.dispatch();
    map.put("displayFulfillmentStatus", displayStatus());
    map.put("fulfillments", dispatch.fulfilments().stream().map(laid::made).toList());
    map.put(
        "fulfillmentsCount", Map.of("count", dispatch.fulfilments().size(), "precision", "EXACT"));
    map.put("fulfillmentOrders", dispatch.orders().stream().map(laid::asked).toList());
  }

  private String displayStatus() {
    return switch (order.progress()) {
      case WHOLE -> "FULFILLED";
      case PARTIAL -> "PARTIALLY_FULFILLED";
      case NONE -> {
        boolean held = order.dispatch().orders().stream().allMatch(FulfilmentOrder::held);
        yield held ? "ON_HOLD" : "UNFULFILLED";
      }
    };
  }

  private void dates(Map<String, @Nullable Object> map) {
    map.put("createdAt", time(order.dates().created()));
    map.put("updatedAt", time(order.dates().updated()));
    map.put("processedAt", time(order.dates().placed()));
    map.put("cancelledAt", time(order.dates().cancelled()));
    map.put("closedAt", null);
    map.put("closed", false);
    map.put("confirmed", true);
    map.put("edited", order.lines().stream().anyMatch(line -> line.quantity() != line.current()));
  }

  private void state(Map<String, @Nullable Object> map) {
    String reason = order.cancelReason();
    map.put("cancelReason", reason == null ? null : reason.toUpperCase(Locale.ROOT));
    map.put("sourceName", order.channel());
    map.put("poNumber", order.remarks().poNumber());
    map.put("test", order.test());
    map.put("note", order.remarks().note());
    map.put("tags", order.remarks().tags());
    map.put("currencyCode", order.money().currency());
    map.put("presentmentCurrencyCode", order.money().presentment());
    map.put("taxesIncluded", order.money().taxesIncluded());
    map.put("taxExempt", false);
    map.put("displayFinancialStatus", FinancialStatus.of(order).name());
    map.put(
        "paymentGatewayNames", order.payments().stream().map(Payment::gateway).distinct().toList());
  }

  private void sums(Map<String, @Nullable Object> map) {
    map.put("subtotalPriceSet", bag(placed.subtotal()));
    map.put("totalPriceSet", bag(placed.total()));
    map.put("originalTotalPriceSet", bag(placed.total()));
    map.put("totalTaxSet", bag(placed.tax()));
    map.put("totalDiscountsSet", bag(placed.discount()));
    map.put("totalShippingPriceSet", bag(order.shipping()));
    map.put("currentSubtotalPriceSet", bag(current.subtotal()));
    map.put("currentTotalPriceSet", bag(current.total()));
    map.put("currentTotalTaxSet", bag(current.tax()));
    map.put("currentTotalDiscountsSet", bag(current.discount()));
    map.put("currentShippingPriceSet", bag(order.shipping()));
    BigDecimal paid = FinancialStatus.received(order);
    map.put("totalReceivedSet", bag(paid));
    map.put("totalOutstandingSet", bag(current.total().subtract(paid).max(BigDecimal.ZERO)));
    map.put("totalRefundedSet", bag(FinancialStatus.refunded(order)));
    map.put("taxLines", taxLines(placed.tax()));
    map.put("currentTaxLines", taxLines(current.tax()));
    map.put("subtotalLineItemsQuantity", order.lines().stream().mapToInt(Line::quantity).sum());
    map.put(
        "currentSubtotalLineItemsQuantity", order.lines().stream().mapToInt(Line::current).sum());
  }

  private Map<String, @Nullable Object> line(Line line) {
    BigDecimal discount = current.lineDiscounts().getOrDefault(line.id(), BigDecimal.ZERO);
    BigDecimal amount = line.unitPrice().multiply(BigDecimal.valueOf(line.current()));
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "LineItem");
    map.put("id", "gid://shopify/LineItem/" + line.id());
    map.put("sku", line.sku());
    map.put("title", line.title());
    map.put("name", line.title());
    map.put("quantity", Math.max(line.quantity(), line.current()));
    map.put("currentQuantity", line.current());
    map.put("unfulfilledQuantity", order.unfulfilled(line));
    map.put("taxable", true);
    map.put("requiresShipping", true);
    map.put("isGiftCard", false);
    map.put("originalUnitPriceSet", bag(line.unitPrice()));
    map.put("discountedUnitPriceSet", bag(line.unitPrice()));
    map.put("originalTotalSet", bag(amount));
    map.put("discountedTotalSet", bag(amount));
    map.put("totalDiscountSet", bag(BigDecimal.ZERO));
    map.put("discountAllocations", allocations(discount));
    map.put("taxLines", taxLines(current.lineTaxes().getOrDefault(line.id(), BigDecimal.ZERO)));
    return map;
  }

  private List<Map<String, Object>> allocations(BigDecimal discount) {
    return discount.signum() == 0
        ? List.of()
        : List.of(
            Map.of(
                "allocatedAmountSet",
                bag(discount),
                "discountApplication",
                discountApplications().getFirst()));
  }

  private List<Map<String, Object>> discountApplications() {
    return order.discount().signum() == 0
        ? List.of()
        : List.of(
            Map.of(
                "__typename", "DiscountCodeApplication",
                "allocationMethod", "ACROSS",
                "code", "LAUNCH",
                "index", 0,
                "targetSelection", "ALL",
                "targetType", "LINE_ITEM",
                "value", money(order.discount(), order.money().currency())));
  }

  private List<Map<String, Object>> shippingLines() {
    return order.shipping().signum() == 0
        ? List.of()
        : List.of(
            Map.of(
                "id", "gid://shopify/ShippingLine/" + (order.id() + 1),
                "title", "Standard",
                "code", "STD",
                "source", "shopify",
                "originalPriceSet", bag(order.shipping()),
                "discountedPriceSet", bag(order.shipping()),
                "currentDiscountedPriceSet", bag(order.shipping()),
                "discountAllocations", List.of(),
                "taxLines", taxLines(current.shippingTax())));
  }

  private List<Map<String, Object>> taxLines(BigDecimal tax) {
    BigDecimal rate = order.money().taxRate();
    return rate.signum() == 0
        ? List.of()
        : List.of(
            Map.of(
                "title",
                "VAT",
                "rate",
                rate,
                "ratePercentage",
                rate.movePointRight(2),
                "priceSet",
                bag(tax),
                "channelLiable",
                false));
  }

  private Map<String, @Nullable Object> transaction(Payment payment) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "OrderTransaction");
    map.put("id", Gid.of("OrderTransaction", payment.id()));
    map.put("kind", payment.kind().toUpperCase(Locale.ROOT));
    map.put("status", "SUCCESS");
    map.put("gateway", payment.gateway());
    map.put("formattedGateway", payment.gateway());
    map.put("amountSet", bag(payment.amount()));
    map.put("processedAt", payment.processed().toString());
    map.put("test", order.test());
    map.put("fees", fees(payment));
    return map;
  }

  /** Only Shopify Payments tells what it keeps. */
  private List<Map<String, Object>> fees(Payment payment) {
    String currency = order.money().currency();
    BigDecimal fee = payment.fee();
    return fee == null
        ? List.of()
        : List.of(
            Map.of(
                "id", Gid.of("TransactionFee", payment.id()),
                "amount", money(fee, currency),
                "taxAmount", money(BigDecimal.ZERO, currency),
                "type", "processing_fee"));
  }

  private void people(Map<String, @Nullable Object> map) {
    Customer customer = order.customer();
    map.put("email", customer.email());
    map.put(
        "customer",
        Map.of(
            "__typename", "Customer",
            "id", "gid://shopify/Customer/" + customer.id(),
            "legacyResourceId", String.valueOf(customer.id()),
            "email", customer.email(),
            "firstName", RestOrder.firstName(customer),
            "lastName", RestOrder.lastName(customer),
            "displayName", customer.name()));
    map.put("shippingAddress", address(customer));
    map.put("billingAddress", address(customer.at(Customer.STREET)));
  }

  private static Map<String, Object> address(Customer customer) {
    return Map.of(
        "firstName", RestOrder.firstName(customer),
        "lastName", RestOrder.lastName(customer),
        "name", customer.name(),
        "address1", customer.street(),
        "city", "Springfield",
        "zip", "AB1 2CD",
        "country", customer.country(),
        "countryCodeV2", customer.country());
  }

  private Map<String, Object> bag(BigDecimal amount) {
    return bag(amount, order.money());
  }

  static Map<String, Object> bag(BigDecimal amount, Money money) {
    return Map.of(
        "shopMoney", money(amount, money.currency()),
        "presentmentMoney", money(Presentment.of(amount, money), money.presentment()));
  }

  /** GraphQL drops the zeros that REST keeps: 85.00 is "85.0". */
  static Map<String, Object> money(BigDecimal amount, String currency) {
    BigDecimal bare = amount.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    String text = (bare.scale() < 1 ? bare.setScale(1) : bare).toPlainString();
    return Map.of("__typename", "MoneyV2", "amount", text, "currencyCode", currency);
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
