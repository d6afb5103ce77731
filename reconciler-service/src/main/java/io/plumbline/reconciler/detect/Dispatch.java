package io.plumbline.reconciler.detect;

import static java.util.stream.Collectors.toSet;

import io.plumbline.reconciler.event.Billing;
import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Fulfilment;
import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The warehouses that hold an order, and another system that holds it too: of what left the
 * building the warehouses know, all of them together.
 */
record Dispatch(List<Said> warehouses, Said other) {

  private static final String UNFULFILLED = "unfulfilled";
  private static final String PARTIAL = "partial";
  private static final String FULFILLED = "fulfilled";
  private static final List<String> STATES = List.of(UNFULFILLED, PARTIAL, FULFILLED);

  /** The warehouses with each system of these roles, by their living records. */
  static Stream<Dispatch> of(View view, Role... others) {
    List<Said> warehouses = warehouses(view);
    return warehouses.isEmpty()
        ? Stream.empty()
        : Stream.of(others)
            .flatMap(role -> view.heard(role).stream())
            .flatMap(other -> view.primary(other).stream())
            .map(other -> new Dispatch(warehouses, other));
  }

  /** The living record of every warehouse that holds the order, in the order of their names. */
  static List<Said> warehouses(View view) {
    return view.heard(Role.WMS).stream()
        .sorted()
        .flatMap(warehouse -> view.primary(warehouse).stream())
        .toList();
  }

  /** From the warehouse that still has goods to ship, else the first, to the other system. */
  Hop hop() {
    Said named =
        packing()
            .filter(warehouse -> !warehouse.fulfilled())
            .findFirst()
            .orElse(warehouses.getFirst());
    return new Hop(named.connection(), other.connection());
  }

  Set<String> concerned() {
    return Stream.concat(warehouses.stream(), Stream.of(other))
        .map(Said::connection)
        .collect(toSet());
  }

  /** What left every warehouse and did not come back. */
  List<Departure> departures() {
    return warehouses.stream().flatMap(Departure::from).toList();
  }

  /**
   * What left, by line, whether it came back or not: neither the books nor the channel take a
   * shipment back for a return. Nothing can be said while a warehouse holds no shipments, or does
   * not say what is in them.
   */
  Optional<Map<String, BigDecimal>> left() {
    return warehouses.stream().allMatch(Dispatch::knowsWhatLeft)
        ? Optional.of(
            quantities(
                warehouses.stream().flatMap(Departure::all).map(Departure::shipment).toList()))
        : Optional.empty();
  }

  /** What of it did not come back. */
  Map<String, BigDecimal> gone() {
    return quantities(departures().stream().map(Departure::shipment).toList());
  }

  private static boolean knowsWhatLeft(Said warehouse) {
    return itemised(warehouse) || state(warehouse).equals(Optional.of(UNFULFILLED));
  }

  /** What the other system shows as shipped; nothing where it holds no shipments. */
  Optional<Collection<Shipment>> shown() {
    return holdsShipments(other) ? Optional.of(shipments(other).values()) : Optional.empty();
  }

  /** The same by line; nothing where it does not say what its shipments hold. */
  Optional<Map<String, BigDecimal>> shownByLine() {
    return itemised(other) ? shown().map(Dispatch::quantities) : Optional.empty();
  }

  /**
   * What of it is a warehouse's to ship; all of it where a warehouse does not say. A gift card, or
   * what another service fulfils, a channel rightly shows as shipped by itself.
   */
  Optional<Map<String, BigDecimal>> shownOfTheirs() {
    return shownByLine()
        .map(shown -> {
          Map<String, BigDecimal> theirs = new TreeMap<>(shown);
          if (warehouses.stream().noneMatch(warehouse -> lines(warehouse).isEmpty())) {
            theirs
                .keySet()
                .removeIf(line ->
                    warehouses.stream().noneMatch(warehouse -> lines(warehouse).contains(line)));
          }
          return theirs;
        });
  }

  /** Under the storefront's names. */
  private static Set<String> lines(Said said) {
    Set<String> lines = new TreeSet<>();
    said.commercial()
        .ifPresent(order ->
            order
                .lines()
                .forEach(
                    (id, line) -> lines.add(Objects.requireNonNullElse(line.reference(), id))));
    Fulfilment fulfilment = said.facets().fulfilment();
    if (fulfilment != null) {
      lines.addAll(fulfilment.lines().keySet());
    }
    return lines;
  }

  /** The other system shows just what left; false where either says nothing of it. */
  boolean allShown() {
    return shownByLine().flatMap(shown -> left().map(left -> same(left, shown))).orElse(false);
  }

  private static boolean same(Map<String, BigDecimal> left, Map<String, BigDecimal> shown) {
    return left.keySet().equals(shown.keySet())
        && left.entrySet().stream()
            .allMatch(line ->
                line.getValue().compareTo(shown.getOrDefault(line.getKey(), line.getValue())) == 0);
  }

  /** Quantities by line over the other system's invoices; nothing where it holds none. */
  Optional<Map<String, BigDecimal>> invoiced() {
    Billing billing = other.facets().billing();
    return Optional.ofNullable(billing == null ? null : billing.invoices())
        .filter(invoices -> !invoices.isEmpty())
        .map(invoices -> sums(invoices.values().stream().map(Billing.Invoice::lines)));
  }

  /** Quantities by line that the other system took off its invoices again. */
  Map<String, BigDecimal> credited() {
    Billing billing = other.facets().billing();
    return billing == null
        ? Map.of()
        : sums(billing.credits().values().stream().map(Billing.Credit::lines));
  }

  boolean otherIsAhead() {
    return ahead() > 0;
  }

  boolean otherIsBehind() {
    return ahead() < 0;
  }

  /** Both say how far the order is, and it is as far. */
  boolean otherIsEven() {
    return state(other).isPresent() && state(other).equals(state());
  }

  private int ahead() {
    Optional<String> there = state(other);
    Optional<String> here = state();
    return there.isEmpty() || here.isEmpty()
        ? 0
        : STATES.indexOf(there.get()) - STATES.indexOf(here.get());
  }

  /** How far all warehouses are together; one that was called off ships nothing any more. */
  Optional<String> state() {
    Set<String> states = packing().flatMap(warehouse -> state(warehouse).stream()).collect(toSet());
    if (states.size() < 2) {
      return states.stream().findFirst();
    }
    return Optional.of(PARTIAL);
  }

  private Stream<Said> packing() {
    return warehouses.stream().filter(warehouse -> !warehouse.cancelled());
  }

  private static Optional<String> state(Said said) {
    return said.status(Values.FULFILMENT).filter(STATES::contains);
  }

  /** Some of it has left, by the word of this connection. */
  static boolean partly(Said said) {
    return state(said).equals(Optional.of(PARTIAL));
  }

  private static boolean holdsShipments(Said said) {
    Fulfilment fulfilment = said.facets().fulfilment();
    return fulfilment != null && fulfilment.shipments() != null;
  }

  /** It holds shipments, and says of each what is in it. */
  private static boolean itemised(Said said) {
    return holdsShipments(said)
        && shipments(said).values().stream().noneMatch(shipment -> shipment.lines().isEmpty());
  }

  static Map<String, Shipment> shipments(Said said) {
    Fulfilment fulfilment = said.facets().fulfilment();
    return Objects.requireNonNullElse(fulfilment == null ? null : fulfilment.shipments(), Map.of());
  }

  /** Quantities by line over shipments, under the storefront's names of the lines. */
  static Map<String, BigDecimal> quantities(Collection<Shipment> shipments) {
    return sums(shipments.stream().map(Shipment::lines));
  }

  private static Map<String, BigDecimal> sums(Stream<Map<String, BigDecimal>> parts) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    parts.forEach(
        part -> part.forEach((line, quantity) -> sums.merge(line, quantity, BigDecimal::add)));
    return sums;
  }

  /** The other system holds invoices, and there is none. */
  boolean billsNothing() {
    Billing billing = other.facets().billing();
    Map<String, Billing.Invoice> invoices = billing == null ? null : billing.invoices();
    return invoices != null && invoices.isEmpty();
  }

  /** What these quantities are worth, at the prices of whoever states them. */
  Optional<Exposure> exposure(Map<String, BigDecimal> quantities) {
    return worth(quantities, CostModel.WHOLE);
  }

  /** The same by a formula of its own name. */
  Optional<Exposure> worth(Map<String, BigDecimal> quantities, String formula) {
    List<Commercial> known =
        Stream.concat(warehouses.stream(), Stream.of(other))
            .flatMap(said -> said.commercial().stream())
            .toList();
    Map<String, BigDecimal> prices = new TreeMap<>();
    known.forEach(order ->
        order
            .lines()
            .forEach((id, line) -> {
              if (line.unitPrice() != null) {
                prices.putIfAbsent(
                    Objects.requireNonNullElse(line.reference(), id), line.unitPrice());
              }
            }));
    BigDecimal value =
        quantities.entrySet().stream()
            .map(entry ->
                prices
                    .getOrDefault(entry.getKey(), BigDecimal.ZERO)
                    .multiply(entry.getValue().abs()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return known.stream()
        .map(Commercial::currency)
        .flatMap(Stream::ofNullable)
        .findFirst()
        .flatMap(currency -> CostModel.goods(value, currency, formula));
  }
}
