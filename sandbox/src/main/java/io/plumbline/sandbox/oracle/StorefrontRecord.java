package io.plumbline.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads an order as the emulated storefront shows it (REST spelling). */
public final class StorefrontRecord {
  private static final Set<String> RECEIVED = Set.of("sale", "capture");

  private StorefrontRecord() {}

  /** The order in the words of the policy; sums are those after edits. */
  public static Facts facts(JsonNode order) {
    Map<String, String> header = new TreeMap<>();
    header.put("currency", order.path("currency").asText());
    put(header, "total", order.path("current_total_price"));
    put(header, "tax", order.path("current_total_tax"));
    put(header, "discount", order.path("current_total_discounts"));
    put(header, "shipping", order.at("/total_shipping_price_set/shop_money/amount"));
    Shipped shipped = shipped(order);
    return new Facts(
        status(order),
        shipped.state().equals(Shipped.FULFILLED),
        order.path("taxes_included").asBoolean(),
        header,
        lines(order),
        Optional.of(order.path("cancelled_at").asText(""))
            .filter(at -> at.contains("T"))
            .map(StorefrontRecord::instant),
        shipped,
        paid(order));
  }

  static String number(JsonNode order) {
    return order.path("name").asText().replaceFirst("^#", "");
  }

  static String channel(JsonNode order) {
    return order.path("source_name").asText();
  }

  private static String status(JsonNode order) {
    if (order.hasNonNull("cancelled_at")) {
      return "cancelled";
    }
    return order.hasNonNull("closed_at") ? "closed" : "open";
  }

  private static Shipped shipped(JsonNode order) {
    List<Shipped.Parcel> parcels = new ArrayList<>();
    List<String> children = new ArrayList<>();
    for (JsonNode fulfilment : order.path("fulfillments")) {
      if (!fulfilment.path("status").asText().equals("cancelled")) {
        Shipped.Parcel parcel = parcel(fulfilment);
        parcels.add(parcel);
        children.addAll(parcel.numbers());
      }
    }
    String state = order.path("fulfillment_status").asText("");
    return new Shipped(
        List.of(Shipped.PARTIAL, Shipped.FULFILLED).contains(state) ? state : Shipped.UNFULFILLED,
        parcels,
        Map.of(),
        children);
  }

  /** Only what is settled by the provider; gift cards and bank transfers are not. */
  private static Paid paid(JsonNode order) {
    List<Paid.Payment> payments = new ArrayList<>();
    for (JsonNode transaction : order.path("transactions")) {
      boolean received = RECEIVED.contains(transaction.path("kind").asText());
      if (received && transaction.path("gateway").asText().equals("shopify_payments")) {
        payments.add(
            new Paid.Payment(
                transaction.path("id").asText(),
                amount(transaction, "amount"),
                transaction.hasNonNull("fee")
                    ? Optional.of(amount(transaction, "fee"))
                    : Optional.empty()));
      }
    }
    List<Paid.Entry> entries = new ArrayList<>();
    for (JsonNode entry : order.path("balance_transactions")) {
      entries.add(
          new Paid.Entry(
              entry.path("id").asText(),
              entry.path("source_order_transaction_id").asText(""),
              entry.path("type").asText(),
              amount(entry, "amount"),
              amount(entry, "fee"),
              amount(entry, "net")));
    }
    return new Paid(payments, entries);
  }

  private static BigDecimal amount(JsonNode money, String field) {
    return new BigDecimal(money.path(field).asText());
  }

  private static Shipped.Parcel parcel(JsonNode fulfilment) {
    Set<String> numbers = new TreeSet<>();
    fulfilment.path("tracking_numbers").forEach(number -> numbers.add(number.asText()));
    Map<String, BigDecimal> lines = new TreeMap<>();
    for (JsonNode line : fulfilment.path("line_items")) {
      lines.merge(
          line.path("id").asText(),
          new BigDecimal(line.path("quantity").asText()),
          BigDecimal::add);
    }
    return new Shipped.Parcel(
        fulfilment.path("id").asText(),
        instant(fulfilment.path("created_at").asText()),
        Shipped.Place.GONE,
        numbers,
        lines);
  }

  private static Instant instant(String offsetTime) {
    return OffsetDateTime.parse(offsetTime).toInstant();
  }

  private static Map<String, Facts.Line> lines(JsonNode order) {
    Map<String, Facts.Line> lines = new LinkedHashMap<>();
    for (JsonNode line : order.path("line_items")) {
      BigDecimal quantity = new BigDecimal(line.path("current_quantity").asText());
      BigDecimal price = new BigDecimal(line.path("price").asText());
      if (quantity.signum() != 0) {
        lines.put(
            line.path("id").asText(), new Facts.Line(line.path("sku").asText(), quantity, price));
      }
    }
    return lines;
  }

  private static void put(Map<String, String> header, String field, JsonNode amount) {
    if (!amount.isMissingNode() && !amount.isNull()) {
      header.put(field, Facts.plain(new BigDecimal(amount.asText())));
    }
  }
}
