package io.plumbline.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a sales order as the emulated ERP shows it (record API spelling). */
public final class ErpRecord {
  /** Pending billing, and billed: everything has left the warehouse. */
  private static final Set<String> FULFILLED = Set.of("F", "G");

  /** Partially fulfilled, with and without what is billed of it. */
  private static final Set<String> PARTLY = Set.of("D", "E");

  private static final String OUR_LINE = "custcol_ext_line";

  private ErpRecord() {}

  /** The record in the words of the policy; lines go by our reference to the storefront's line. */
  public static Facts facts(JsonNode record) {
    Map<String, String> header = new TreeMap<>();
    put(header, "currency", record.at("/currency/refName"));
    money(header, "total", record.path("total"));
    money(header, "tax", record.path("taxTotal"));
    // The ERP writes a discount as what it adds to the total.
    money(header, "discount", record.path("discountTotal"));
    header.computeIfPresent("discount", (field, value) -> value.replaceFirst("^-", ""));
    money(header, "shipping", record.path("shippingCost"));
    String letter = record.at("/orderStatus/id").asText();
    return new Facts(
        status(letter),
        FULFILLED.contains(letter),
        false,
        header,
        lines(record),
        Optional.empty(),
        shipped(record, letter),
        Paid.NOTHING);
  }

  /** The name of ours that it carries, or empty. */
  static String reference(JsonNode record) {
    return record.path("externalId").asText("");
  }

  static String number(JsonNode record) {
    return record.path("otherRefNum").asText();
  }

  private static String status(String letter) {
    return switch (letter) {
      case "C" -> "cancelled";
      case "H" -> "closed";
      default -> "open";
    };
  }

  private static Shipped shipped(JsonNode record, String letter) {
    Map<String, String> names = new HashMap<>();
    record.at("/item/items").forEach(line -> names.put(line.path("line").asText(), name(line)));
    List<Shipped.Parcel> parcels = new ArrayList<>();
    Map<String, BigDecimal> invoiced = new TreeMap<>();
    List<String> children = new ArrayList<>();
    for (JsonNode made : record.at("/children/itemFulfillment")) {
      parcels.add(parcel(made, names));
      children.add(made.path("externalId").asText());
    }
    for (JsonNode made : record.at("/children/invoice")) {
      quantities(made, names)
          .forEach((line, quantity) -> invoiced.merge(line, quantity, BigDecimal::add));
      children.add(made.path("externalId").asText());
    }
    children.removeIf(name -> name.isEmpty() || name.equals("null"));
    return new Shipped(
        PARTLY.contains(letter)
            ? Shipped.PARTIAL
            : FULFILLED.contains(letter) ? Shipped.FULFILLED : Shipped.UNFULFILLED,
        parcels,
        invoiced,
        children);
  }

  private static Shipped.Parcel parcel(JsonNode made, Map<String, String> names) {
    Set<String> numbers = new TreeSet<>();
    made.at("/package/items")
        .forEach(box -> numbers.add(box.path("packageTrackingNumber").asText()));
    return new Shipped.Parcel(
        made.path("id").asText(),
        Instant.parse(made.path("createdDate").asText()),
        Shipped.Place.GONE,
        numbers,
        quantities(made, names));
  }

  private static Map<String, BigDecimal> quantities(JsonNode made, Map<String, String> names) {
    Map<String, BigDecimal> lines = new TreeMap<>();
    for (JsonNode item : made.at("/item/items")) {
      String line = item.path("orderLine").asText();
      lines.merge(names.getOrDefault(line, line), decimal(item.path("quantity")), BigDecimal::add);
    }
    return lines;
  }

  private static String name(JsonNode line) {
    String ours = line.path(OUR_LINE).asText();
    return ours.isEmpty() ? "erp:" + line.path("line").asText() : ours;
  }

  private static Map<String, Facts.Line> lines(JsonNode record) {
    Map<String, Facts.Line> lines = new LinkedHashMap<>();
    for (JsonNode line : record.at("/item/items")) {
      BigDecimal quantity = decimal(line.path("quantity"));
      if (quantity.signum() != 0 && !line.path("isClosed").asBoolean()) {
        lines.put(
            name(line),
            new Facts.Line(
                line.at("/item/refName").asText(), quantity, decimal(line.path("rate"))));
      }
    }
    return lines;
  }

  private static void money(Map<String, String> header, String field, JsonNode amount) {
    if (!amount.isMissingNode() && !amount.isNull()) {
      header.put(field, Facts.plain(decimal(amount)));
    }
  }

  private static void put(Map<String, String> header, String field, JsonNode value) {
    if (!value.asText().isEmpty()) {
      header.put(field, value.asText());
    }
  }

  private static BigDecimal decimal(JsonNode value) {
    return new BigDecimal(value.asText("0"));
  }
}
