package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Billing;
import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Fulfilment;
import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.View;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A warehouse that holds the order, and another system that holds it too: of what left the building
 * the warehouse knows.
 */
record Dispatch(Said warehouse, Said other) {

  private static final List<String> STATES = List.of("unfulfilled", "partial", "fulfilled");

  /** Every warehouse with every storefront, marketplace and ERP, by their living records. */
  static Stream<Dispatch> of(View view, Role... others) {
    return view.heard(Role.WMS).stream()
        .flatMap(warehouse -> view.primary(warehouse).stream())
        .flatMap(warehouse ->
            Stream.of(others)
                .flatMap(role -> view.heard(role).stream())
                .sorted()
                .flatMap(other -> view.primary(other).stream())
                .map(other -> new Dispatch(warehouse, other)));
  }

  Hop hop() {
    return new Hop(warehouse.connection(), other.connection());
  }

  Set<String> both() {
    return Set.of(warehouse.connection(), other.connection());
  }

  /** What left and did not come back, by the warehouse's ids. */
  Map<String, Shipment> gone() {
    Map<String, Shipment> gone = new LinkedHashMap<>();
    shipments(warehouse)
        .forEach((id, shipment) -> {
          if (!shipment.returned()) {
            gone.put(id, shipment);
          }
        });
    return gone;
  }

  /** What the other system was told of, by its own ids; empty too where it holds none. */
  Map<String, Shipment> told() {
    return shipments(other);
  }

  boolean otherHoldsShipments() {
    Fulfilment fulfilment = other.facets().fulfilment();
    return fulfilment != null && fulfilment.shipments() != null;
  }

  /** How far the other system is before the warehouse; below zero where it is behind. */
  int ahead() {
    Optional<Integer> there = state(other);
    Optional<Integer> here = state(warehouse);
    return there.isEmpty() || here.isEmpty() ? 0 : there.get() - here.get();
  }

  private static Optional<Integer> state(Said said) {
    Fulfilment fulfilment = said.facets().fulfilment();
    return Optional.ofNullable(fulfilment == null ? null : fulfilment.status())
        .map(STATES::indexOf)
        .filter(index -> index >= 0);
  }

  static String status(Said said) {
    Fulfilment fulfilment = said.facets().fulfilment();
    return Objects.requireNonNullElse(fulfilment == null ? null : fulfilment.status(), "");
  }

  /** Quantities by line over shipments, under the storefront's names of the lines. */
  static Map<String, BigDecimal> quantities(Stream<Map<String, BigDecimal>> lines) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    lines.forEach(shipment ->
        shipment.forEach((line, quantity) -> sums.merge(line, quantity, BigDecimal::add)));
    return sums;
  }

  /** Quantities by line over the other system's invoices; empty where it holds none. */
  Optional<Map<String, BigDecimal>> invoiced() {
    Billing billing = other.facets().billing();
    return Optional.ofNullable(billing == null ? null : billing.invoices())
        .filter(invoices -> !invoices.isEmpty())
        .map(invoices -> quantities(invoices.values().stream().map(Billing.Invoice::lines)));
  }

  Optional<Exposure> worth(Map<String, BigDecimal> quantities) {
    Optional<Commercial> priced = warehouse.commercial().filter(c -> !c.lines().isEmpty());
    Optional<Commercial> order = priced.or(other::commercial);
    return order.flatMap(
        commercial -> CostModel.whole(value(commercial, quantities), commercial.currency()));
  }

  private static BigDecimal value(Commercial order, Map<String, BigDecimal> quantities) {
    Map<String, Commercial.Line> named = new TreeMap<>();
    order
        .lines()
        .forEach((id, line) -> named.put(Objects.requireNonNullElse(line.reference(), id), line));
    BigDecimal value = BigDecimal.ZERO;
    for (var entry : quantities.entrySet()) {
      Commercial.Line line = named.get(entry.getKey());
      if (line != null && line.unitPrice() != null) {
        value = value.add(line.unitPrice().multiply(entry.getValue().abs()));
      }
    }
    return value;
  }

  /** Every tracking number of a shipment, its parcels' among them. */
  static Set<String> tracking(Shipment shipment) {
    Set<String> numbers = new TreeSet<>();
    Stream.concat(
            Stream.ofNullable(shipment.tracking()),
            shipment.packages().values().stream()
                .flatMap(parcel -> Stream.ofNullable(parcel.tracking())))
        .filter(number -> !number.isBlank())
        .forEach(numbers::add);
    return numbers;
  }

  private static Map<String, Shipment> shipments(Said said) {
    Fulfilment fulfilment = said.facets().fulfilment();
    return Objects.requireNonNullElse(fulfilment == null ? null : fulfilment.shipments(), Map.of());
  }
}
