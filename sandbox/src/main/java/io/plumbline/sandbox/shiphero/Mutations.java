package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.DataFetchingEnvironment;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shiphero.Shipment.Place;
import io.plumbline.sandbox.shiphero.Warehouse.Done;
import io.plumbline.sandbox.shiphero.Warehouse.Intent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The writes of the API; what the warehouse has in hand or has shipped is no longer edited. */
record Mutations(Warehouse warehouse, Hooks hooks, Warehouse.Ledger ledger) {
  private static final String API = "api";

  Object create(DataFetchingEnvironment call) {
    Done done = warehouse.add(API, new Entry(data(call), warehouse)::create, ledger);
    return order(call, done);
  }

  Object update(DataFetchingEnvironment call) {
    return edit(call, new Entry(data(call), warehouse)::fields);
  }

  Object addLines(DataFetchingEnvironment call) {
    return edit(call, new Entry(data(call), warehouse)::addLines);
  }

  Object updateLines(DataFetchingEnvironment call) {
    return edit(call, new Entry(data(call), warehouse)::changeLines);
  }

  Object removeLines(DataFetchingEnvironment call) {
    return edit(call, new Entry(data(call), warehouse)::removeLines);
  }

  /** A hold may be put on what is being picked: it is what stops the packing. */
  Object holds(DataFetchingEnvironment call) {
    return changed(call, "held", List.of(), order -> Entry.holds(data(call), open(order)));
  }

  Object cancel(DataFetchingEnvironment call) {
    return changed(
        call,
        "cancelled",
        List.of(Topic.ORDER_CANCELED),
        order -> {
          boolean force = data(call).path("force").asBoolean(false);
          if (!force && !order.shipments().isEmpty()) {
            throw new Refused("Order cannot be canceled: it has shipped");
          }
          return (force ? order : editable(order)).cancel();
        });
  }

  Object ship(DataFetchingEnvironment call) {
    JsonNode data = data(call);
    long at = Gid.number("Warehouse", data.path("warehouse_id").asText());
    Done done =
        change(
            call,
            "shipped",
            List.of(Topic.SHIPMENT_UPDATE, Topic.ORDER_PACKED_OUT),
            order ->
                order.ship(
                    new Entry(data, warehouse).shipment(shippable(order), at, Place.UNDER_WAY)));
    return Map.of("shipment", Shape.shipment(done.order(), done.order().shipments().getLast()));
  }

  /** The only answer that ever tells the secret. */
  Object register(DataFetchingEnvironment call) {
    JsonNode data = data(call);
    Hook hook =
        new Hook(
            data.path("name").asText(),
            data.path("url").asText(),
            data.path("shop_name").asText(),
            UUID.randomUUID().toString().replace("-", ""));
    hooks.register(hook, ledger.journal());
    return Map.of(
        "webhook",
        Map.of(
            "name",
            hook.name(),
            "url",
            hook.url(),
            "shop_name",
            hook.shop(),
            "shared_signature_secret",
            hook.secret()));
  }

  Object unregister(DataFetchingEnvironment call) {
    JsonNode data = data(call);
    hooks.remove(data.path("name").asText(), data.path("shop_name").asText(), ledger.journal());
    return Map.of();
  }

  static WmsOrder shippable(WmsOrder order) {
    if (!open(order).holds().isEmpty()) {
      throw new Refused("Order is on hold: " + String.join(", ", order.holds()));
    }
    return order;
  }

  private static WmsOrder editable(WmsOrder order) {
    if (order.inTote()) {
      throw new Refused("Order cannot be edited: it is being picked in tote " + order.tote());
    }
    return open(order);
  }

  static WmsOrder open(WmsOrder order) {
    if (order.canceled() || order.fulfilled()) {
      throw new Refused("Order cannot be edited: it is " + order.status());
    }
    return order;
  }

  private Object edit(DataFetchingEnvironment call, UnaryOperator<WmsOrder> edit) {
    return changed(call, "edited", List.of(), order -> edit.apply(editable(order)));
  }

  private Object changed(
      DataFetchingEnvironment call,
      String change,
      List<Topic> topics,
      UnaryOperator<WmsOrder> edit) {
    return order(call, change(call, change, topics, edit));
  }

  private Done change(
      DataFetchingEnvironment call,
      String change,
      List<Topic> topics,
      UnaryOperator<WmsOrder> edit) {
    long id = Gid.number("Order", data(call).path("order_id").asText());
    Done done = warehouse.change(id, new Intent(API, change, true, topics), edit, ledger);
    call.getGraphQlContext().put(Done.class, done);
    return done;
  }

  private static Object order(DataFetchingEnvironment call, Done done) {
    // The write log must know what the operation did, which its answer does not say.
    call.getGraphQlContext().put(Done.class, done);
    return Map.of("order", Shape.order(done.order()));
  }

  private static JsonNode data(DataFetchingEnvironment call) {
    return Json.tree(call.getArgumentOrDefault("data", Map.of()));
  }
}
