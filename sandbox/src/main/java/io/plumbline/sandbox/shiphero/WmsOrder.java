package io.plumbline.sandbox.shiphero;

import io.plumbline.sandbox.shiphero.Shipment.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One order as the warehouse has it.
 *
 * @param texts the fields that the warehouse only keeps: names, sums, dates
 * @param shipping what the shop calls the shipment, and what it costs
 * @param tote where the picked goods lie, while they lie there
 */
record WmsOrder(
    long id,
    Map<String, String> texts,
    Map<String, String> shipping,
    Map<String, String> address,
    Set<String> holds,
    boolean canceled,
    @Nullable String tote,
    List<Line> lines,
    List<Shipment> shipments,
    Instant updatedAt) {
  WmsOrder {
    texts = Map.copyOf(texts);
    shipping = Map.copyOf(shipping);
    address = Map.copyOf(address);
    holds = Set.copyOf(holds);
    lines = List.copyOf(lines);
    shipments = List.copyOf(shipments);
  }

  static WmsOrder empty(long id, Map<String, String> texts, Instant now) {
    return new WmsOrder(
        id, texts, Map.of(), Map.of(), Set.of(), false, null, List.of(), List.of(), now);
  }

  String text(String field) {
    return texts.getOrDefault(field, "");
  }

  boolean inTote() {
    return tote != null;
  }

  boolean fulfilled() {
    return lines.stream().anyMatch(line -> line.shipped() > 0)
        && lines.stream().allMatch(line -> line.pending() == 0);
  }

  String status() {
    return canceled ? "canceled" : fulfilled() ? "fulfilled" : "pending";
  }

  WmsOrder with(
      Map<String, String> newTexts,
      Map<String, String> newShipping,
      Map<String, String> newAddress) {
    return new WmsOrder(
        id, newTexts, newShipping, newAddress, holds, canceled, tote, lines, shipments, updatedAt);
  }

  WmsOrder with(List<Line> changed) {
    return new WmsOrder(
        id, texts, shipping, address, holds, canceled, tote, changed, shipments, updatedAt);
  }

  WmsOrder held(Set<String> now) {
    return new WmsOrder(
        id, texts, shipping, address, now, canceled, tote, lines, shipments, updatedAt);
  }

  WmsOrder picked(@Nullable String into) {
    return new WmsOrder(
        id, texts, shipping, address, holds, canceled, into, lines, shipments, updatedAt);
  }

  WmsOrder stamped(Instant at) {
    return new WmsOrder(id, texts, shipping, address, holds, canceled, tote, lines, shipments, at);
  }

  WmsOrder cancel() {
    List<Line> freed = lines.stream().map(line -> line.reserved(0, 0)).toList();
    return new WmsOrder(
        id, texts, shipping, address, holds, true, null, freed, shipments, updatedAt);
  }

  /** What leaves the warehouse also leaves the tote. */
  WmsOrder ship(Shipment shipment) {
    List<Line> left = lines;
    for (Shipment.Part part : shipment.parts()) {
      left = each(left, part.line(), line -> line.shipped(part.quantity()));
    }
    List<Shipment> all = new ArrayList<>(shipments);
    all.add(shipment);
    return new WmsOrder(id, texts, shipping, address, holds, canceled, null, left, all, updatedAt);
  }

  WmsOrder reship(long shipment, UnaryOperator<Shipment> change) {
    if (shipments.stream().noneMatch(each -> each.id() == shipment)) {
      throw new Refused("Order " + id + " has no shipment " + shipment);
    }
    List<Shipment> all =
        shipments.stream().map(each -> each.id() == shipment ? change.apply(each) : each).toList();
    return new WmsOrder(id, texts, shipping, address, holds, canceled, tote, lines, all, updatedAt);
  }

  /** The label is void, and what it was for is to be shipped again. */
  WmsOrder voided(long shipment) {
    Shipment gone =
        shipments.stream()
            .filter(each -> each.id() == shipment)
            .filter(each -> each.place() == Place.AT_DOCK || each.place() == Place.UNDER_WAY)
            .findFirst()
            .orElseThrow(() -> new Refused("No label to void: " + shipment));
    List<Line> back = lines;
    for (Shipment.Part part : gone.parts()) {
      back = each(back, part.line(), line -> line.takenBack(part.quantity()));
    }
    return with(back).reship(shipment, each -> each.now(Place.VOIDED));
  }

  /** The same goods once more, as nobody ordered them. */
  WmsOrder twin(long twin, List<Line> fresh) {
    return new WmsOrder(
        twin, texts, shipping, address, holds, false, null, fresh, List.of(), updatedAt);
  }

  static List<Line> each(List<Line> lines, long id, UnaryOperator<Line> change) {
    if (lines.stream().noneMatch(line -> line.id() == id)) {
      throw new Refused("No such line item: " + id);
    }
    return lines.stream().map(line -> line.id() == id ? change.apply(line) : line).toList();
  }
}
