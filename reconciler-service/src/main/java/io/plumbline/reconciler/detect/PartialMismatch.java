package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The books or a channel show other quantities shipped, or invoiced, than left the warehouses, or
 * do not know how far the order is. Who holds no shipments can only be behind.
 */
final class PartialMismatch implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    Stream<Discrepancy> books =
        living(view, Role.ERP)
            .flatMap(dispatch -> Stream.concat(shipped(dispatch), invoiced(dispatch)));
    return company.policy().fulfilmentTold() ? Stream.concat(books, channels(view)) : books;
  }

  private static Stream<Dispatch> living(View view, Role... others) {
    return Dispatch.of(view, others).filter(dispatch -> !dispatch.other().cancelled());
  }

  /**
   * A number that is not told explains by itself why a channel is behind, or shows less. One that
   * tells of all that left is not: it has lines of its own, which an edit added when the goods had
   * gone.
   */
  private static Stream<Discrepancy> channels(View view) {
    return living(view, Role.STOREFRONT, Role.MARKETPLACE)
        .filter(dispatch -> TrackingMissing.found(dispatch).findAny().isEmpty())
        .filter(dispatch -> !dispatch.allShown())
        .flatMap(dispatch ->
            dispatch.otherIsEven()
                ? shown(dispatch, dispatch.shownOfTheirs()).orElse(Stream.empty())
                : behind(dispatch, "the channel is told what left the warehouse"));
  }

  private static Stream<Discrepancy> shipped(Dispatch dispatch) {
    if (dispatch.otherIsAhead()) {
      return Stream.empty(); // told before it left: another kind
    }
    return shown(dispatch, dispatch.shownByLine())
        .orElseGet(() -> behind(dispatch, "the books follow what left the warehouse"));
  }

  /** Line by line; nothing where one of them does not say what is in its shipments. */
  private static Optional<Stream<Discrepancy>> shown(
      Dispatch dispatch, Optional<Map<String, BigDecimal>> shown) {
    return dispatch
        .left()
        .flatMap(left ->
            shown.map(there -> differing(dispatch, left, there, Values.FULFILMENT, "shipped")));
  }

  /** What came back may be billed or not: that is between a person and the buyer. */
  private static Stream<Discrepancy> invoiced(Dispatch dispatch) {
    return dispatch.left().isEmpty()
        ? Stream.empty()
        : dispatch.invoiced().stream()
            .flatMap(
                booked -> differing(dispatch, dispatch.gone(), booked, Values.BILLING, "invoiced"));
  }

  /**
   * No less than the least and no more than what left. What was credited of more is settled: a
   * shipment that was billed can be taken back in no other way.
   */
  private static Stream<Discrepancy> differing(
      Dispatch dispatch,
      Map<String, BigDecimal> least,
      Map<String, BigDecimal> booked,
      String facet,
      String what) {
    Map<String, BigDecimal> left = dispatch.left().orElseThrow();
    Map<String, BigDecimal> credited = dispatch.credited();
    return lines(left, booked)
        .flatMap(line -> {
          BigDecimal there = quantity(booked, line);
          BigDecimal kept = there.subtract(quantity(credited, line));
          String field = "%s.lines[%s].%s".formatted(facet, line, what);
          if (there.compareTo(quantity(least, line)) < 0) {
            return Stream.of(line(dispatch, field, line, quantity(least, line), there));
          }
          return kept.compareTo(quantity(left, line)) > 0
              ? Stream.of(line(dispatch, field, line, quantity(left, line), kept))
              : Stream.empty();
        });
  }

  private static Stream<String> lines(
      Map<String, BigDecimal> left, Map<String, BigDecimal> booked) {
    Set<String> lines = new TreeSet<>(left.keySet());
    lines.addAll(booked.keySet());
    return lines.stream();
  }

  private static Discrepancy line(
      Dispatch dispatch, String field, String line, BigDecimal left, BigDecimal booked) {
    return new Discrepancy(
        Kind.PARTIAL_MISMATCH,
        dispatch.hop(),
        dispatch.concerned(),
        field,
        field,
        Values.spelled(left),
        Values.spelled(booked),
        "%s as %s what left the warehouse"
            .formatted(
                dispatch.other().role() == Role.ERP ? "the books show" : "the channel shows",
                field.substring(field.lastIndexOf('.') + 1)),
        dispatch.exposure(Map.of(line, left.subtract(booked))).orElse(null));
  }

  private static Stream<Discrepancy> behind(Dispatch dispatch, String rule) {
    if (!dispatch.otherIsBehind()) {
      return Stream.empty();
    }
    return Stream.of(
        new Discrepancy(
            Kind.PARTIAL_MISMATCH,
            dispatch.hop(),
            dispatch.concerned(),
            Values.status(Values.FULFILMENT),
            Values.status(Values.FULFILMENT),
            dispatch.state().orElseThrow(),
            dispatch.other().status(Values.FULFILMENT).orElseThrow(),
            rule,
            dispatch.left().flatMap(dispatch::exposure).orElse(null)));
  }

  private static BigDecimal quantity(Map<String, BigDecimal> quantities, String line) {
    return quantities.getOrDefault(line, BigDecimal.ZERO);
  }
}
