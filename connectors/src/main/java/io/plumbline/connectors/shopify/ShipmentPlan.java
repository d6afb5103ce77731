package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares the shipments that a shop is to show with those it shows. They are paired by a tracking
 * number, else by holding the same; what is left over is missing.
 */
final class ShipmentPlan {

  private final Map<String, String> carriers;

  /** Where the setting {@code carrier.<name>} says how the shop spells a carrier. */
  ShipmentPlan(Settings settings) {
    var table = new HashMap<String, String>();
    settings
        .table("carrier")
        .forEach((name, spelled) -> table.put(name.toLowerCase(Locale.ROOT), spelled));
    this.carriers = Map.copyOf(table);
  }

  List<Step> plan(Content desired, Reading current) {
    var wanted = WantedShipment.in(desired, carriers);
    var voided = WantedShipment.voided(desired);
    var fulfilment = current.content().facets().get("fulfilment");
    var shown = fulfilment == null ? Json.object() : fulfilment.path("shipments");
    return wanted.isEmpty() && voided.isEmpty()
        ? List.of()
        : new Comparison(current.externalId(), wanted, shown).steps(voided);
  }

  /** One order's shipments, wanted and shown. */
  private static final class Comparison {
    private final String order;
    private final List<WantedShipment> wanted;
    private final JsonNode shown;

    /** What the shop will show under a key once the steps so far are done. */
    private final Map<String, Map<String, Integer>> told = new HashMap<>();

    /** What it shows under a key that no shipment has answered for yet. */
    private final Map<String, Map<String, Integer>> unclaimed = new HashMap<>();

    Comparison(String order, List<WantedShipment> wanted, JsonNode shown) {
      this.order = order;
      this.wanted = wanted;
      this.shown = shown;
      shown
          .properties()
          .forEach(each -> {
            var lines = Units.of(each.getValue().path("lines"));
            told.put(each.getKey(), new HashMap<>(lines));
            unclaimed.put(each.getKey(), lines);
          });
    }

    /** What is taken back is free to be shipped again, so that comes first. */
    List<Step> steps(List<WantedShipment> voided) {
      var byNumber = new HashMap<WantedShipment, String>();
      wanted.forEach(each -> shownAs(each).ifPresent(key -> byNumber.put(each, key)));
      var free = new HashMap<>(unclaimed);
      byNumber.values().forEach(free::remove);
      var told =
          wanted.stream()
              .flatMap(each -> {
                var key = byNumber.get(each);
                return (key == null ? unnumbered(each, free) : numbered(each, key)).stream();
              })
              .toList();
      var back = voided.stream().flatMap(each -> takenBack(each, free).stream()).toList();
      var doubted = voided.stream().flatMap(each -> doubted(each, back, free).stream());
      return Stream.of(back.stream(), told.stream(), doubted).flatMap(Function.identity()).toList();
    }

    /**
     * Its label may have changed before it was voided. What goes by another number may as well be
     * somebody else's: a person has to look, once all else is said.
     */
    private Optional<Step> doubted(
        WantedShipment voided, List<Step> back, Map<String, Map<String, Integer>> free) {
      if (back.stream().anyMatch(step -> step.reference().equals(voided.reference()))) {
        return Optional.empty();
      }
      return free.entrySet().stream()
          .filter(each -> each.getValue().equals(voided.lines()))
          .map(Map.Entry::getKey)
          .min(String::compareTo)
          .map(key -> {
            free.remove(key);
            return back(voided, key, true);
          });
    }

    /** Only what no shipment answers for: a parcel may have got another label. */
    private Optional<Step> takenBack(
        WantedShipment voided, Map<String, Map<String, Integer>> free) {
      return free.entrySet().stream()
          .filter(each -> isShownAs(voided, each.getKey(), each.getValue()))
          .map(Map.Entry::getKey)
          .min(String::compareTo)
          .map(key -> {
            free.remove(key);
            return back(voided, key, false);
          });
    }

    private Step back(WantedShipment voided, String key, boolean doubtful) {
      var call = Json.object().put("order", order).put("shipment", key).put("doubtful", doubtful);
      // A shipment that is gone has no status.
      var sent = Json.object().put("fulfilment.shipments[" + key + "].status", "");
      return new Step(TakeBack.NAME, voided.reference(), call, sent);
    }

    private boolean isShownAs(WantedShipment voided, String key, Map<String, Integer> lines) {
      var numbers = WantedShipment.numbers(shown.path(key));
      return voided.numbers().isEmpty()
          ? numbers.isEmpty() && lines.equals(voided.lines())
          : numbers.stream().anyMatch(voided.numbers()::contains);
    }

    private Optional<String> shownAs(WantedShipment shipment) {
      return shown.properties().stream()
          .filter(each ->
              WantedShipment.numbers(each.getValue()).stream()
                  .anyMatch(shipment.numbers()::contains))
          .map(Map.Entry::getKey)
          .findFirst();
    }

    /** The shop knows the parcel; it may lack some of what is in it, or have it spelled wrong. */
    private Optional<Step> numbered(WantedShipment shipment, String key) {
      var there = unclaimed.getOrDefault(key, Map.of());
      var missing = Units.less(shipment.lines(), there);
      unclaimed.put(key, Units.less(there, shipment.lines()));
      if (!missing.isEmpty()) {
        return Optional.of(ship(shipment, missing));
      }
      var followed = WantedShipment.numbers(shown.path(key)).containsAll(shipment.numbers());
      return followed && sameCarrier(shipment, key)
          ? Optional.empty()
          : Optional.of(track(shipment, key));
    }

    /** Another number, or none yet: the same goods are the same shipment. */
    private Optional<Step> unnumbered(
        WantedShipment shipment, Map<String, Map<String, Integer>> free) {
      var same =
          free.entrySet().stream()
              .filter(each -> each.getValue().equals(shipment.lines()))
              .map(Map.Entry::getKey)
              .min(String::compareTo);
      if (same.isEmpty()) {
        return shipment.lines().isEmpty()
            ? Optional.empty()
            : Optional.of(ship(shipment, shipment.lines()));
      }
      free.remove(same.get());
      return shipment.key().map(_ -> track(shipment, same.get()));
    }

    private boolean sameCarrier(WantedShipment shipment, String key) {
      var there = shown.path(key).path("carrier").asText("");
      return shipment.carrier().map(there::equalsIgnoreCase).orElse(true);
    }

    private Step ship(WantedShipment shipment, Map<String, Integer> lines) {
      // Under a name that the shop never shows where it will choose one: a doubt is then settled
      // by planning anew against what it does show.
      var key = shipment.key().orElse(shipment.reference());
      var there = told.computeIfAbsent(key, _ -> new HashMap<>());
      var call = Json.object().put("order", order);
      call.set("lines", Units.json(lines));
      call.set("already", Units.json(there));
      call.set("tracking", shipment.tracking());
      shown.fieldNames().forEachRemaining(call.putArray("known")::add);
      others(shipment, call);
      Units.addAll(there, lines);
      var path = "fulfilment.shipments[" + key + "]";
      var sent = sent(shipment, path);
      lines
          .keySet()
          .forEach(line ->
              sent.put(
                  path + ".lines[" + line + "]", Integer.toString(there.getOrDefault(line, 0))));
      return new Step(ShipGoods.NAME, shipment.reference(), call, sent);
    }

    private void others(WantedShipment shipment, ObjectNode call) {
      var others = call.putArray("others");
      wanted.stream()
          .filter(each -> !each.equals(shipment))
          .flatMap(each -> each.numbers().stream())
          .forEach(others::add);
    }

    private Step track(WantedShipment shipment, String key) {
      var call = Json.object().put("order", order).put("shipment", key);
      call.set("tracking", shipment.tracking());
      var path = "fulfilment.shipments[" + shipment.key().orElse(key) + "]";
      return new Step(ChangeTracking.NAME, shipment.reference(), call, sent(shipment, path));
    }

    private static ObjectNode sent(WantedShipment shipment, String path) {
      var sent = Json.object();
      shipment.key().ifPresent(number -> sent.put(path + ".tracking", number));
      shipment.carrier().ifPresent(carrier -> sent.put(path + ".carrier", carrier));
      return sent;
    }
  }
}
