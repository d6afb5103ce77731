package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.netsuite.ItemFulfillment.Parcel;
import io.plumbline.sandbox.netsuite.ItemFulfillment.ShipStatus;
import io.plumbline.sandbox.netsuite.SalesOrder.Amounts;
import io.plumbline.sandbox.netsuite.SalesOrder.Line;
import io.plumbline.sandbox.netsuite.SalesOrder.Stamps;
import io.plumbline.sandbox.netsuite.SalesOrder.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes one transaction of another, as {@code !transform} does: what the body leaves unsaid is
 * taken over whole from the sales order.
 *
 * @param replacePackages whether the packages sent are all there shall be
 */
record Transform(JsonNode body, boolean replacePackages, Masters masters, Instant now) {
  private static final Set<String> FULFILLABLE = Set.of("B", "D", "E");
  private static final Set<String> RECKONED =
      Set.of(
          "externalId",
          "shipStatus",
          "item",
          "items",
          "lines",
          "package",
          "tranDate",
          "tracking",
          "location",
          "actor",
          "unstamped",
          "links");

  ItemFulfillment fulfillment(SalesOrder order, long id) {
    if (!FULFILLABLE.contains(order.status().name())) {
      throw Refusal.invalid(
          "USER_ERROR", "A sales order that is %s cannot be fulfilled.".formatted(title(order)));
    }
    Map<Integer, BigDecimal> quantities =
        quantities(order, line -> left(order, line), "itemreceive");
    List<ItemFulfillment.Item> items = new ArrayList<>();
    quantities.forEach((number, quantity) -> {
      Line line = order.line(number);
      items.add(new ItemFulfillment.Item(number, line.item(), quantity, location(number, line)));
    });
    return new ItemFulfillment(
        id,
        Json.text(body, "externalId").orElse(null),
        "IF" + id,
        date(),
        new Stamps(now, now),
        shipStatus(ShipStatus.C),
        items,
        parcels(List.of()),
        fields(Map.of()));
  }

  /**
   * An invoice of what was shipped and not billed yet.
   *
   * @param ahead whether what has not shipped is billed, too
   */
  Invoice invoice(SalesOrder order, long id, boolean ahead) {
    if (order.status() == Status.C || order.status() == Status.H || order.status() == Status.A) {
      throw Refusal.invalid(
          "USER_ERROR", "A sales order that is %s cannot be billed.".formatted(title(order)));
    }
    List<Invoice.Item> items = new ArrayList<>();
    quantities(order, line -> unbilled(order, line, ahead), "")
        .forEach((number, quantity) -> items.add(billed(order.line(number), quantity)));
    return new Invoice(
        id,
        Json.text(body, "externalId").orElse(null),
        "INV" + id,
        date(),
        new Stamps(now, now),
        amounts(order, items),
        items);
  }

  /** Of the invoice that is named, what is not credited yet. */
  CreditMemo credit(SalesOrder order, long id) {
    Invoice invoice = invoice(order);
    List<CreditMemo> earlier = order.children().creditsOf(invoice);
    List<Invoice.Item> items = new ArrayList<>();
    quantities(order, line -> uncredited(invoice, earlier, line.line()), "")
        .forEach((number, quantity) -> items.add(billed(order.line(number), quantity)));
    boolean whole = !body.has("lines") && earlier.isEmpty();
    return new CreditMemo(
        id,
        Json.text(body, "externalId").orElse(null),
        "CM" + id,
        date(),
        new Stamps(now, now),
        invoice.id(),
        whole ? invoice.amounts() : amounts(order, invoice.amounts(), items),
        items);
  }

  private Invoice invoice(SalesOrder order) {
    String named = body.path("invoice").asText();
    return order.children().invoices().stream()
        .filter(each -> named.equals(each.externalId()) || named.equals(each.tranId()))
        .findFirst()
        .orElseThrow(() -> Refusal.unknownReference(named, "invoice"));
  }

  private static BigDecimal uncredited(Invoice invoice, List<CreditMemo> earlier, int line) {
    return invoice.of(line).subtract(sum(earlier, credit -> credit.of(line)));
  }

  /** Of goods alone: a part of an invoice is credited without its shipping. */
  private static Amounts amounts(SalesOrder order, Amounts billed, List<Invoice.Item> items) {
    BigDecimal none = BigDecimal.ZERO.setScale(2);
    BigDecimal subtotal = sum(items, Invoice.Item::amount);
    BigDecimal tax = share(billed, subtotal);
    return new Amounts(
        subtotal, none, none, tax, order.taxIncluded() ? subtotal : subtotal.add(tax));
  }

  CustomerDeposit deposit(SalesOrder order, String externalId, long id) {
    long customer =
        body.hasNonNull("customer") ? masters.entity(body.path("customer")) : order.entity();
    if (customer != order.entity()) {
      throw Refusal.unknownReference(String.valueOf(order.id()), "salesOrder");
    }
    return new CustomerDeposit(
        id, externalId, "CD" + id, date(), new Stamps(now, now), customer, payment());
  }

  CustomerDeposit over(CustomerDeposit before) {
    return body.hasNonNull("payment") ? before.changed(now, payment()) : before;
  }

  ItemFulfillment over(ItemFulfillment before) {
    return before.changed(
        now, shipStatus(before.shipStatus()), parcels(before.packages()), fields(before.fields()));
  }

  private BigDecimal payment() {
    return Json.decimal(body, "payment")
        .map(Arithmetic::cents)
        .filter(amount -> amount.signum() > 0)
        .orElseThrow(
            () -> Refusal.invalid("USER_ERROR", "Please enter value(s) for: Payment Amount"));
  }

  /** By line number; lines that the API is not told of are taken whole, those of staff are not. */
  private Map<Integer, BigDecimal> quantities(
      SalesOrder order, Function<Line, BigDecimal> most, String wantedFlag) {
    Map<Integer, BigDecimal> quantities = new LinkedHashMap<>();
    if (!body.has("lines")) {
      order.lines().forEach(line -> quantities.put(line.line(), most.apply(line)));
    }
    for (JsonNode named : items()) {
      Line line = named(order, named);
      BigDecimal limit = most.apply(line);
      boolean wanted = wantedFlag.isEmpty() || named.path(wantedFlag).asBoolean(true);
      BigDecimal quantity =
          wanted ? Json.decimal(named, "quantity").orElse(limit) : BigDecimal.ZERO;
      if (quantity.compareTo(limit) > 0 || quantity.signum() < 0) {
        throw Refusal.invalid(
            "USER_ERROR",
            "Line %d: the quantity %s is more than the %s that is left."
                .formatted(line.line(), quantity.toPlainString(), limit.toPlainString()));
      }
      quantities.put(line.line(), quantity);
    }
    quantities.values().removeIf(quantity -> quantity.signum() == 0);
    if (quantities.isEmpty()) {
      throw Refusal.invalid(
          "USER_ERROR", "You must have at least one valid line item for this transaction.");
    }
    return quantities;
  }

  private JsonNode items() {
    return body.has("lines") ? body.path("lines") : body.path("item").path("items");
  }

  /** Staff see what they point at; the API wants the line's number. */
  private static Line named(SalesOrder order, JsonNode item) {
    if (item.hasNonNull("reference")) {
      String reference = item.path("reference").asText();
      return order.lines().stream()
          .filter(line -> line.field("custcol_ext_line").equals(reference))
          .findFirst()
          .orElseThrow(() -> Refusal.unknownReference(reference, "reference"));
    }
    return order.line(item.path(item.has("orderLine") ? "orderLine" : "line").asInt());
  }

  private static BigDecimal left(SalesOrder order, Line line) {
    return line.closed()
        ? BigDecimal.ZERO
        : line.quantity().subtract(order.children().taken(line.line())).max(BigDecimal.ZERO);
  }

  private static BigDecimal unbilled(SalesOrder order, Line line, boolean ahead) {
    BigDecimal due = ahead && !line.closed() ? line.quantity() : shipped(order, line);
    return due.subtract(order.children().billed(line.line())).max(BigDecimal.ZERO);
  }

  private static BigDecimal shipped(SalesOrder order, Line line) {
    return order.children().shipped(line.line());
  }

  private String location(int number, Line line) {
    for (JsonNode named : items()) {
      if (named.path("orderLine").asInt() == number && named.has("location")) {
        return named.path("location").path("id").asText();
      }
    }
    return Json.text(body, "location")
        .filter(told -> !told.isEmpty())
        .orElseGet(() ->
            Optional.ofNullable(line.fields().get("location"))
                .map(location -> location.path("id").asText())
                .orElse(""));
  }

  private ShipStatus shipStatus(ShipStatus otherwise) {
    JsonNode sent = body.path("shipStatus");
    Optional<String> letter = sent.isTextual() ? Optional.of(sent.asText()) : Json.text(sent, "id");
    return letter
        .map(each -> {
          if (!each.matches("[A-C]")) {
            throw Refusal.unknownReference(each, "shipStatus");
          }
          return ShipStatus.valueOf(each);
        })
        .orElse(otherwise);
  }

  private List<Parcel> parcels(List<Parcel> before) {
    if (body.hasNonNull("tracking")) {
      return List.of(new Parcel(body.path("tracking").asText(), null));
    }
    if (!body.has("package")) {
      return before;
    }
    List<Parcel> parcels = new ArrayList<>(replacePackages ? List.of() : before);
    body.path("package")
        .path("items")
        .forEach(parcel ->
            parcels.add(
                new Parcel(
                    parcel.path("packageTrackingNumber").asText(""),
                    Json.decimal(parcel, "packageWeight").orElse(null))));
    return parcels;
  }

  private Map<String, JsonNode> fields(Map<String, JsonNode> before) {
    Map<String, JsonNode> fields = new LinkedHashMap<>(before);
    body.properties().stream()
        .filter(field -> !RECKONED.contains(field.getKey()))
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  private LocalDate date() {
    return Json.text(body, "tranDate")
        .map(LocalDate::parse)
        .orElseGet(() -> LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  private static Invoice.Item billed(Line line, BigDecimal quantity) {
    BigDecimal amount =
        quantity.compareTo(line.quantity()) == 0
            ? line.amount()
            : Arithmetic.cents(quantity.multiply(line.rate()));
    return new Invoice.Item(line.line(), line.item(), quantity, line.rate(), amount);
  }

  /** The first invoice bears shipping and discount, the last one the rest of the tax. */
  private static Amounts amounts(SalesOrder order, List<Invoice.Item> items) {
    List<Invoice> earlier = order.children().invoices();
    Amounts whole = order.amounts();
    BigDecimal none = BigDecimal.ZERO.setScale(2);
    BigDecimal discount = earlier.isEmpty() ? whole.discount() : none;
    BigDecimal shipping = earlier.isEmpty() ? whole.shipping() : none;
    BigDecimal subtotal = sum(items, Invoice.Item::amount);
    BigDecimal taxed = sum(earlier, invoice -> invoice.amounts().tax());
    BigDecimal tax = last(order, items) ? whole.tax().subtract(taxed) : share(whole, subtotal);
    BigDecimal net = subtotal.add(discount).add(shipping);
    return new Amounts(subtotal, discount, shipping, tax, order.taxIncluded() ? net : net.add(tax));
  }

  private static boolean last(SalesOrder order, List<Invoice.Item> items) {
    return order.lines().stream()
        .filter(line -> !line.closed())
        .allMatch(line -> {
          BigDecimal now =
              items.stream()
                  .filter(item -> item.orderLine() == line.line())
                  .map(Invoice.Item::quantity)
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          return order.children().billed(line.line()).add(now).compareTo(line.quantity()) >= 0;
        });
  }

  private static BigDecimal share(Amounts whole, BigDecimal subtotal) {
    return whole.subtotal().signum() == 0
        ? BigDecimal.ZERO.setScale(2)
        : subtotal.multiply(whole.tax()).divide(whole.subtotal(), 2, RoundingMode.HALF_UP);
  }

  private static <T> BigDecimal sum(List<T> among, Function<T, BigDecimal> amount) {
    return among.stream().map(amount).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }

  private static String title(SalesOrder order) {
    return order.status().title();
  }
}
