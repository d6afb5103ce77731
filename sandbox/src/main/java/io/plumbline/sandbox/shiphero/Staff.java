package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shiphero.Shipment.Place;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What somebody in the hall does to an order; {@code anyway} does it to one that is held, cancelled
 * or gone, which is how such things go wrong.
 */
record Staff(JsonNode json, Warehouse warehouse) {

  /** All that is left is reserved, save what the request says is {@code missing} by SKU. */
  WmsOrder reserve(WmsOrder order) {
    return missing(
        allowed(order), (line, lacking) -> line.reserved(line.pending() - lacking, lacking));
  }

  /** What is missing waits for goods to come. */
  WmsOrder backorder(WmsOrder order) {
    return missing(
        Mutations.open(order), (line, lacking) -> line.reserved(line.pending() - lacking, lacking));
  }

  /** What is missing is never shipped. */
  WmsOrder comeShort(WmsOrder order) {
    return missing(Mutations.open(order), Line::shortBy);
  }

  WmsOrder pick(WmsOrder order) {
    return allowed(order).picked(Json.text(json, "tote").orElse("TOTE-" + order.id()));
  }

  WmsOrder ship(WmsOrder order, long main) {
    Place place = json.path("atDock").asBoolean(false) ? Place.AT_DOCK : Place.UNDER_WAY;
    long from = json.path("warehouse").asLong(main);
    return order.ship(new Entry(json, warehouse).shipment(allowed(order), from, place));
  }

  WmsOrder track(WmsOrder order) {
    return order.reship(json.path("shipment").asLong(), new Entry(json, warehouse)::tracked);
  }

  /** The label was spoilt: it is void, and the parcel gets another one. */
  WmsOrder reprint(WmsOrder order) {
    return order.reship(json.path("shipment").asLong(), new Entry(json, warehouse)::reprinted);
  }

  WmsOrder edit(WmsOrder order) {
    Entry entry = new Entry(json, warehouse);
    return entry.changeLines(entry.fields(order));
  }

  /** The lines of an order as if nothing had happened to them yet. */
  List<Line> fresh(WmsOrder original) {
    return original.lines().stream()
        .map(line ->
            Line.ordered(
                warehouse.next(), line.sku(), line.partnerId(), line.quantity(), line.price()))
        .toList();
  }

  private WmsOrder allowed(WmsOrder order) {
    return json.path("anyway").asBoolean(false) ? order : Mutations.shippable(order);
  }

  private WmsOrder missing(WmsOrder order, BiFunction<Line, Integer, Line> change) {
    JsonNode bySku = json.path("missing");
    return order.with(
        order.lines().stream()
            .map(line ->
                change.apply(line, Math.clamp(bySku.path(line.sku()).asInt(0), 0, line.pending())))
            .toList());
  }
}
