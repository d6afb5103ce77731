package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The books show other quantities shipped, or invoiced, than left the warehouse. */
final class PartialMismatch implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Dispatch.of(view, Role.ERP)
        .filter(dispatch -> !dispatch.other().cancelled())
        .flatMap(dispatch -> Stream.concat(shipped(dispatch), invoiced(dispatch)));
  }

  /** Where the books hold no shipments, being behind is all that shows. */
  private static Stream<Discrepancy> shipped(Dispatch dispatch) {
    Map<String, BigDecimal> left = left(dispatch);
    if (dispatch.ahead() > 0) {
      return Stream.empty(); // told before it left: another kind
    }
    if (dispatch.otherHoldsShipments()) {
      var booked = Dispatch.quantities(dispatch.told().values().stream().map(Shipment::lines));
      return differing(dispatch, left, booked, Values.FULFILMENT, "shipped");
    }
    return dispatch.ahead() < 0 ? Stream.of(behind(dispatch, left)) : Stream.empty();
  }

  private static Stream<Discrepancy> invoiced(Dispatch dispatch) {
    return dispatch.invoiced().stream()
        .flatMap(
            invoiced -> differing(dispatch, left(dispatch), invoiced, Values.BILLING, "invoiced"));
  }

  private static Map<String, BigDecimal> left(Dispatch dispatch) {
    return Dispatch.quantities(dispatch.gone().values().stream().map(Shipment::lines));
  }

  private static Stream<Discrepancy> differing(
      Dispatch dispatch,
      Map<String, BigDecimal> left,
      Map<String, BigDecimal> booked,
      String facet,
      String what) {
    Set<String> lines = new TreeSet<>(left.keySet());
    lines.addAll(booked.keySet());
    return lines.stream()
        .filter(line -> quantity(left, line).compareTo(quantity(booked, line)) != 0)
        .map(line -> {
          String field = "%s.lines[%s].%s".formatted(facet, line, what);
          BigDecimal gap = quantity(left, line).subtract(quantity(booked, line));
          return new Discrepancy(
              Kind.PARTIAL_MISMATCH,
              dispatch.hop(),
              dispatch.both(),
              field,
              field,
              Values.spelled(quantity(left, line)),
              Values.spelled(quantity(booked, line)),
              "the books show as %s what left the warehouse".formatted(what),
              dispatch.worth(Map.of(line, gap)).orElse(null));
        });
  }

  private static Discrepancy behind(Dispatch dispatch, Map<String, BigDecimal> left) {
    return new Discrepancy(
        Kind.PARTIAL_MISMATCH,
        dispatch.hop(),
        dispatch.both(),
        Values.status(Values.FULFILMENT),
        Values.status(Values.FULFILMENT),
        Dispatch.status(dispatch.warehouse()),
        Dispatch.status(dispatch.other()),
        "the books follow what left the warehouse",
        dispatch.worth(left).orElse(null));
  }

  private static BigDecimal quantity(Map<String, BigDecimal> quantities, String line) {
    return quantities.getOrDefault(line, BigDecimal.ZERO);
  }
}
