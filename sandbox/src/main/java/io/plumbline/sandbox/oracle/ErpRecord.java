package io.plumbline.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a sales order as the emulated ERP shows it (record API spelling). */
public final class ErpRecord {
  /** Pending billing, and billed: everything has left the warehouse. */
  private static final Set<String> FULFILLED = Set.of("F", "G");

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
    return new Facts(status(letter), FULFILLED.contains(letter), false, header, lines(record));
  }

  /** The storefront's order id in our external id, or empty. */
  static String storefrontId(JsonNode record, String storefront) {
    String externalId = record.path("externalId").asText();
    String prefix = storefront + ":";
    return externalId.startsWith(prefix) ? externalId.substring(prefix.length()) : "";
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

  private static Map<String, Facts.Line> lines(JsonNode record) {
    Map<String, Facts.Line> lines = new LinkedHashMap<>();
    for (JsonNode line : record.at("/item/items")) {
      BigDecimal quantity = decimal(line.path("quantity"));
      if (quantity.signum() != 0 && !line.path("isClosed").asBoolean()) {
        String ours = line.path(OUR_LINE).asText();
        lines.put(
            ours.isEmpty() ? "erp:" + line.path("line").asText() : ours,
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
