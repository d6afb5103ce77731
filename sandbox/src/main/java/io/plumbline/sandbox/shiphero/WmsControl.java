package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Control;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.shiphero.Shipment.Place;
import io.plumbline.sandbox.shiphero.Warehouse.Intent;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What the warehouse's staff and the carrier do, under {@code /sandbox/orders}. */
record WmsControl(Control common, Warehouse warehouse, Warehouse.Ledger ledger) {
  private static final long MAIN = 401;
  private static final List<Topic> SHIPPED = List.of(Topic.SHIPMENT_UPDATE, Topic.ORDER_PACKED_OUT);
  private static final List<Topic> MOVED = List.of(Topic.SHIPMENT_UPDATE);

  Answer answer(Request request) {
    try {
      return common.answer(request).orElseGet(() -> own(request));
    } catch (Refused refused) {
      return Answer.refusal(409, String.valueOf(refused.getMessage()));
    }
  }

  private Answer own(Request request) {
    List<String> rest = request.segments().subList(1, request.segments().size());
    if (rest.isEmpty() || !rest.getFirst().equals("orders")) {
      return Answer.refusal(404, "no such control: " + request.path());
    }
    if (rest.size() == 1) {
      return request.method().equals("POST") ? create(request.json()) : list(request);
    }
    long id = Long.parseLong(rest.get(1));
    if (warehouse.find(id).isEmpty()) {
      return Answer.refusal(404, "no such order: " + id);
    }
    return rest.size() == 3 ? act(id, rest.get(2), request.json()) : one(id, request);
  }

  private Answer one(long id, Request request) {
    return switch (request.method()) {
      case "GET" -> Answer.ok(Shape.known(warehouse.get(id)));
      case "DELETE" ->
          Answer.ok(
              Shape.known(
                  warehouse.delete(id, request.parameter("actor").orElse("staff"), ledger)));
      default -> Answer.empty(405);
    };
  }

  private Answer list(Request request) {
    return Answer.ok(
        Map.of(
            "items",
            warehouse.all().stream()
                .filter(order -> is(request, "partnerOrderId", order.text("partner_order_id")))
                .filter(order -> is(request, "orderNumber", order.text("order_number")))
                .map(Shape::known)
                .toList()));
  }

  private static boolean is(Request request, String parameter, String value) {
    return request.parameter(parameter).map(value::equals).orElse(true);
  }

  private Answer create(JsonNode json) {
    return made(warehouse.add(actor(json), new Entry(json, warehouse)::create, ledger).order());
  }

  private static Answer made(WmsOrder order) {
    return Answer.json(201, Shape.known(order));
  }

  private Answer act(long id, String action, JsonNode json) {
    Staff staff = new Staff(json, warehouse);
    return switch (action) {
      case "allocate" ->
          done(id, json, List.of(Topic.ORDER_ALLOCATED), "allocated", staff::reserve);
      case "backorder" ->
          done(id, json, List.of(Topic.ORDER_DEALLOCATED), "backordered", staff::backorder);
      case "pick" -> done(id, json, List.of(), "picked", staff::pick);
      case "putBack" -> done(id, json, List.of(), "putBack", order -> order.picked(null));
      case "short" -> done(id, json, List.of(), "shorted", staff::comeShort);
      case "ship" -> done(id, json, SHIPPED, "shipped", order -> staff.ship(order, MAIN));
      case "depart" -> parcel(id, json, Place.UNDER_WAY, "departed");
      case "deliver" -> parcel(id, json, Place.DELIVERED, "delivered");
      case "void" ->
          done(id, json, MOVED, "voided", order -> order.voided(json.path("shipment").asLong()));
      case "returnToSender" -> parcel(id, json, Place.RETURNED, "returned");
      case "track" -> done(id, json, MOVED, "tracked", staff::track);
      case "reprint" -> done(id, json, MOVED, "relabelled", staff::reprint);
      case "hold" ->
          done(id, json, List.of(), "held", order -> Entry.holds(json, Mutations.open(order)));
      case "cancel" -> done(id, json, List.of(Topic.ORDER_CANCELED), "cancelled", WmsOrder::cancel);
      case "edit" -> done(id, json, List.of(), "edited", staff::edit);
      case "double" -> {
        WmsOrder original = warehouse.get(id);
        yield made(
            warehouse
                .add(actor(json), twin -> original.twin(twin, staff.fresh(original)), ledger)
                .order());
      }
      default -> Answer.refusal(404, "no such action: " + action);
    };
  }

  private Answer parcel(long id, JsonNode json, Place place, String change) {
    long shipment = json.path("shipment").asLong();
    return done(
        id, json, MOVED, change, order -> order.reship(shipment, parcel -> parcel.now(place)));
  }

  private Answer done(
      long id, JsonNode json, List<Topic> topics, String change, UnaryOperator<WmsOrder> edit) {
    boolean stamped = !json.path("unstamped").asBoolean(false);
    Intent intent = new Intent(actor(json), change, stamped, topics);
    return Answer.ok(Shape.known(warehouse.change(id, intent, edit, ledger).order()));
  }

  private static String actor(JsonNode json) {
    return Json.text(json, "actor").orElse("staff");
  }
}
