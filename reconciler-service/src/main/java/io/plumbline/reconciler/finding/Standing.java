package io.plumbline.reconciler.finding;

import io.plumbline.reconciler.event.Fulfilment;
import io.plumbline.reconciler.policy.State;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of why an order does not move on. */
final class Standing {
  private Standing() {}

  /** In words, by what the connection says in which it stands still. */
  static String reason(Discrepancy discrepancy, Optional<Said> there) {
    String where = discrepancy.wrong();
    if (discrepancy.actual().equals(State.SHIPPED_NOT_BILLED.id())) {
      return "%s holds no invoice of what has left.".formatted(where);
    }
    List<String> held = fulfilment(there).map(Fulfilment::held).orElse(List.of());
    if (!held.isEmpty()) {
      return "%s holds it back: %s.".formatted(where, String.join(", ", held));
    }
    List<String> awaited = fulfilment(there).map(Standing::backordered).orElse(List.of());
    return awaited.isEmpty()
        ? "%s has not said why it does not ship.".formatted(where)
        : "%s waits for stock: %s.".formatted(where, String.join(", ", awaited));
  }

  private static Optional<Fulfilment> fulfilment(Optional<Said> there) {
    return there.flatMap(said -> Optional.ofNullable(said.facets().fulfilment()));
  }

  private static List<String> backordered(Fulfilment fulfilment) {
    List<String> awaited = new ArrayList<>();
    fulfilment
        .lines()
        .forEach((id, line) -> {
          BigDecimal lacking = line.backordered();
          if (lacking != null && lacking.signum() > 0) {
            awaited.add("%s of line %s".formatted(Values.spelled(lacking), id));
          }
        });
    return awaited;
  }
}
