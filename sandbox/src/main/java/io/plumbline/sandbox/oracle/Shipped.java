package io.plumbline.sandbox.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How far a record says the goods of an order are.
 *
 * @param state unfulfilled, partial or fulfilled
 * @param invoiced quantities by line that were billed
 */
public record Shipped(
    String state, List<Parcel> parcels, Map<String, BigDecimal> invoiced, List<String> children) {
  static final String UNFULFILLED = "unfulfilled";
  static final String PARTIAL = "partial";
  static final String FULFILLED = "fulfilled";

  /** Nothing has left. */
  static final Shipped NOTHING = new Shipped(UNFULFILLED, List.of(), Map.of(), List.of());

  private static final List<String> STATES = List.of(UNFULFILLED, PARTIAL, FULFILLED);

  public Shipped {
    parcels = List.copyOf(parcels);
    invoiced = Map.copyOf(invoiced);
    children = List.copyOf(children);
  }

  /** Where the warehouse says that a parcel is; others do not know. */
  enum Place {
    AT_DOCK,
    GONE,
    BACK
  }

  /** What left in one go, under the line ids of the storefront. */
  record Parcel(
      String id, Instant at, Place place, Set<String> numbers, Map<String, BigDecimal> lines) {

    Parcel {
      numbers = Set.copyOf(numbers);
      lines = Map.copyOf(lines);
    }

    boolean returned() {
      return place == Place.BACK;
    }

    boolean atDock() {
      return place == Place.AT_DOCK;
    }

    /** Whether another system tells of the same one. */
    boolean toldBy(Facts other) {
      return numbers.stream().anyMatch(number -> other.shipped().withNumber(number).isPresent());
    }
  }

  /** Below zero while another is further. */
  int ahead(Shipped other) {
    return STATES.indexOf(state) - STATES.indexOf(other.state);
  }

  /** What left and did not come back. */
  Stream<Parcel> gone() {
    return parcels.stream().filter(parcel -> !parcel.returned());
  }

  boolean anyGone() {
    return gone().findAny().isPresent();
  }

  static Map<String, BigDecimal> quantities(Collection<Parcel> parcels) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    parcels.forEach(parcel ->
        parcel.lines().forEach((line, quantity) -> sums.merge(line, quantity, BigDecimal::add)));
    return sums;
  }

  /** The parcel with this number, if one has it. */
  Optional<Parcel> withNumber(String number) {
    return parcels.stream().filter(parcel -> parcel.numbers().contains(number)).findFirst();
  }
}
