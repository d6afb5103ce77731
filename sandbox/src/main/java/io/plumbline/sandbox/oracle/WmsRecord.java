package io.plumbline.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads an order as the emulated warehouse knows it (GraphQL spelling, lists unpaged). */
public final class WmsRecord {
  private WmsRecord() {}

  /** The order in the words of the policy; lines go by our reference to the storefront's line. */
  public static Facts facts(JsonNode order) {
    Map<String, String> header = new TreeMap<>();
    text(order.path("currency")).ifPresent(currency -> header.put("currency", currency));
    money(header, "total", order.path("total_price"));
    money(header, "tax", order.path("total_tax"));
    money(header, "discount", order.path("total_discounts"));
    money(header, "shipping", order.at("/shipping_lines/price"));
    Shipped shipped = shipped(order);
    return new Facts(
        cancelled(order) ? "cancelled" : "open",
        shipped.state().equals(Shipped.FULFILLED),
        false,
        header,
        lines(order),
        Optional.empty(),
        shipped,
        Paid.NOTHING);
  }

  /** The name of ours that it carries, or empty. */
  static String reference(JsonNode order) {
    return order.path("partner_order_id").asText("");
  }

  static String number(JsonNode order) {
    return order.path("order_number").asText().replaceFirst("^#", "");
  }

  private static boolean cancelled(JsonNode order) {
    return order.path("fulfillment_status").asText().equals("canceled");
  }

  private static Map<String, Facts.Line> lines(JsonNode order) {
    Map<String, Facts.Line> lines = new LinkedHashMap<>();
    for (JsonNode line : order.path("line_items")) {
      BigDecimal quantity = new BigDecimal(line.path("quantity").asText("0"));
      if (quantity.signum() != 0) {
        BigDecimal price = new BigDecimal(line.path("price").asText("0"));
        lines.put(name(line), new Facts.Line(line.path("sku").asText(), quantity, price));
      }
    }
    return lines;
  }

  private static String name(JsonNode line) {
    return text(line.path("partner_line_item_id"))
        .orElseGet(() -> "wms:" + line.path("legacy_id").asText());
  }

  private static Shipped shipped(JsonNode order) {
    List<Shipped.Parcel> parcels = new ArrayList<>();
    for (JsonNode shipment : order.path("shipments")) {
      List<JsonNode> labels = standing(shipment);
      if (!labels.isEmpty()) {
        parcels.add(parcel(shipment, labels));
      }
    }
    return new Shipped(state(order), parcels, Map.of(), List.of());
  }

  private static String state(JsonNode order) {
    int wanted = 0;
    int gone = 0;
    for (JsonNode line : order.path("line_items")) {
      wanted += line.path("quantity").asInt();
      gone += line.path("quantity_shipped").asInt();
    }
    if (order.path("fulfillment_status").asText().equals("fulfilled")) {
      return Shipped.FULFILLED;
    }
    return gone == 0 ? Shipped.UNFULFILLED : gone < wanted ? Shipped.PARTIAL : Shipped.FULFILLED;
  }

  private static Shipped.Parcel parcel(JsonNode shipment, List<JsonNode> labels) {
    Map<String, BigDecimal> lines = new TreeMap<>();
    for (JsonNode part : shipment.path("line_items")) {
      BigDecimal quantity = new BigDecimal(part.path("quantity").asText());
      lines.merge(name(part.path("line_item")), quantity, BigDecimal::add);
    }
    return new Shipped.Parcel(
        shipment.path("legacy_id").asText(),
        shippedAt(shipment),
        place(labels),
        labels.stream()
            .flatMap(label -> text(label.path("tracking_number")).stream())
            .collect(Collectors.toSet()),
        lines);
  }

  /** What all its labels say; a parcel of several is gone as soon as one of them is. */
  private static Shipped.Place place(List<JsonNode> labels) {
    List<String> words =
        labels.stream().map(label -> label.path("tracking_status").asText()).distinct().toList();
    return switch (words.size() == 1 ? words.getFirst() : "") {
      case "pre_transit" -> Shipped.Place.AT_DOCK;
      case "return_to_sender" -> Shipped.Place.BACK;
      default -> Shipped.Place.GONE;
    };
  }

  /** When it was packed; the warehouse writes its times without a zone. */
  public static Instant shippedAt(JsonNode shipment) {
    return LocalDateTime.parse(shipment.path("created_date").asText()).toInstant(ZoneOffset.UTC);
  }

  /** The labels that were not voided; a shipment that has none of them left has not left. */
  public static List<JsonNode> standing(JsonNode shipment) {
    return shipment
        .path("shipping_labels")
        .valueStream()
        .filter(label -> !label.path("status").asText().equals("voided"))
        .toList();
  }

  private static void money(Map<String, String> header, String field, JsonNode amount) {
    text(amount).ifPresent(text -> header.put(field, Facts.plain(new BigDecimal(text).abs())));
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText("")).filter(text -> !text.isBlank());
  }
}
