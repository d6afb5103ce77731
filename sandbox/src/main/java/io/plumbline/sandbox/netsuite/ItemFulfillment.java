package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.netsuite.SalesOrder.Stamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goods of a sales order that were picked, packed or shipped.
 *
 * @param fields body fields that the ERP stores and does not reckon with, as they were sent
 */
record ItemFulfillment(
    long id,
    @Nullable String externalId,
    String tranId,
    LocalDate tranDate,
    Stamps stamps,
    ShipStatus shipStatus,
    List<Item> items,
    List<Parcel> packages,
    Map<String, JsonNode> fields)
    implements Transaction {

  ItemFulfillment {
    items = List.copyOf(items);
    packages = List.copyOf(packages);
    fields = Map.copyOf(fields);
  }

  /** The letters of {@code shipStatus}. */
  enum ShipStatus {
    A("Picked"),
    B("Packed"),
    C("Shipped");

    private final String title;

    ShipStatus(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** How much of an order's line it takes, and from where. */
  record Item(int orderLine, String sku, BigDecimal quantity, String location) {}

  /** One box with its number at the carrier. */
  record Parcel(String trackingNumber, @Nullable BigDecimal weight) {}

  @Override
  public Kind kind() {
    return Kind.ITEM_FULFILLMENT;
  }

  BigDecimal of(int line) {
    return items.stream()
        .filter(item -> item.orderLine() == line)
        .map(Item::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  ItemFulfillment changed(
      Instant at, ShipStatus status, List<Parcel> parcels, Map<String, JsonNode> more) {
    return new ItemFulfillment(
        id,
        externalId,
        tranId,
        tranDate,
        new Stamps(stamps.created(), at),
        status,
        items,
        parcels,
        more);
  }
}
