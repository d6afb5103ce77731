package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Fulfilment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.State;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An order stands in a state from which it has to move on. Every order passes through these, so
 * this differs from other kinds in how long it may last: as long as policy says of the state.
 */
final class Stuck implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    Map<State, Duration> allowed = company.policy().stuckAfter();
    Optional<Said> sold =
        Storefronts.of(view).stream().flatMap(name -> view.standing(name).stream()).findFirst();
    if (allowed.isEmpty() || sold.filter(Said::cancelled).isPresent()) {
      return Stream.empty();
    }
    Stream<Discrepancy> packing =
        Dispatch.warehouses(view).stream()
            .flatMap(warehouse -> packing(warehouse, sold.orElse(warehouse), view, allowed));
    return Stream.concat(packing, Dispatch.of(view, Role.ERP).flatMap(to -> billing(to, allowed)));
  }

  private static Stream<Discrepancy> packing(
      Said warehouse, Said sold, View view, Map<State, Duration> allowed) {
    boolean alone = Dispatch.warehouses(view).size() == 1;
    return state(warehouse).stream()
        .flatMap(state ->
            stuck(
                state,
                new Hop(sold.connection(), warehouse.connection()),
                Set.of(warehouse.connection()),
                Values.FULFILMENT,
                allowed,
                unshipped(warehouse, alone ? Optional.of(sold) : Optional.empty())));
  }

  /** What holds an order back comes before how far it is. */
  private static Optional<State> state(Said warehouse) {
    if (warehouse.cancelled() || warehouse.fulfilled()) {
      return Optional.empty();
    }
    Fulfilment fulfilment = warehouse.facets().fulfilment();
    if (fulfilment != null && !fulfilment.held().isEmpty()) {
      return Optional.of(State.HELD);
    }
    return warehouse
        .status(Values.FULFILMENT)
        .flatMap(status ->
            Stream.of(State.UNFULFILLED, State.PARTIAL)
                .filter(state -> state.id().equals(status))
                .findFirst());
  }

  private static Stream<Discrepancy> billing(Dispatch dispatch, Map<State, Duration> allowed) {
    boolean unbilled =
        !dispatch.other().cancelled()
            && dispatch.billsNothing()
            && !dispatch.departures().isEmpty();
    return unbilled
        ? stuck(
            State.SHIPPED_NOT_BILLED,
            dispatch.hop(),
            dispatch.concerned(),
            Values.BILLING,
            allowed,
            dispatch.left().flatMap(left -> dispatch.worth(left, CostModel.UNBILLED)))
        : Stream.empty();
  }

  private static Stream<Discrepancy> stuck(
      State state,
      Hop hop,
      Set<String> concerned,
      String facet,
      Map<State, Duration> allowed,
      Optional<Exposure> exposure) {
    String field = facet + '.' + state.id();
    return Optional.ofNullable(allowed.get(state)).stream()
        .map(patience ->
            new Discrepancy(
                    Kind.STUCK,
                    hop,
                    concerned,
                    field,
                    field,
                    state.next(),
                    state.id(),
                    "an order stays %s no longer than %s".formatted(state.id(), patience),
                    exposure.orElse(null))
                .lasting(patience));
  }

  /**
   * By the warehouse's own lines; where it states none and is alone, by the seller's. Of an edit
   * that one warehouse did not follow the surplus stands at that finding.
   */
  private static Optional<Exposure> unshipped(Said warehouse, Optional<Said> sold) {
    Map<String, BigDecimal> open = ordered(warehouse);
    Map<String, BigDecimal> wanted = sold.map(Stuck::ordered).orElse(Map.of());
    if (open.isEmpty()) {
      open.putAll(wanted);
    } else if (!wanted.isEmpty()) {
      open.replaceAll((line, all) -> all.min(wanted.getOrDefault(line, BigDecimal.ZERO)));
    }
    Dispatch.quantities(Departure.from(warehouse).map(Departure::shipment).toList())
        .forEach((line, left) -> open.computeIfPresent(line, (id, all) -> all.subtract(left)));
    open.replaceAll((line, quantity) -> quantity.max(BigDecimal.ZERO));
    return open.isEmpty()
        ? Optional.empty()
        : new Dispatch(List.of(warehouse), sold.orElse(warehouse)).worth(open, CostModel.UNSHIPPED);
  }

  private static Map<String, BigDecimal> ordered(Said said) {
    Map<String, BigDecimal> ordered = new TreeMap<>();
    said.commercial()
        .map(Commercial::lines)
        .orElse(Map.of())
        .forEach((id, line) -> {
          if (line.quantity() != null) {
            ordered.merge(
                Objects.requireNonNullElse(line.reference(), id), line.quantity(), BigDecimal::add);
          }
        });
    return ordered;
  }
}
