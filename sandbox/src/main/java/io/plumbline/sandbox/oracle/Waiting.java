package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Disagreement.Topic;
import io.plumbline.sandbox.oracle.Unit.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An order that is held, or of which a part has shipped: either may last for some time. */
final class Waiting {
  private Waiting() {}

  static List<Disagreement> judge(Now now, Facts held) {
    boolean calledOff = held.cancelled() || now.shop().filter(Facts::cancelled).isPresent();
    Shipped shipped = held.shipped();
    if (calledOff || shipped.state().equals(Shipped.FULFILLED)) {
      return List.of();
    }
    if (shipped.held()) {
      return List.of(waits(now, held, Shipped.HELD, "released"));
    }
    return shipped.state().equals(Shipped.PARTIAL)
        ? List.of(waits(now, held, Shipped.PARTIAL, Shipped.FULFILLED))
        : List.of();
  }

  private static Disagreement waits(Now now, Facts held, String state, String next) {
    return new Disagreement(
        new Topic(Kind.STUCK, now.warehouse(), state), new Values(next, state, rest(held)));
  }

  /** What has not shipped, at the warehouse's prices. */
  private static Stake rest(Facts held) {
    Map<String, BigDecimal> gone = Shipped.quantities(held.shipped().gone().toList());
    BigDecimal value =
        held.lines().entrySet().stream()
            .map(line -> {
              Facts.Line ordered = line.getValue();
              BigDecimal left =
                  ordered.quantity().subtract(gone.getOrDefault(line.getKey(), BigDecimal.ZERO));
              return left.max(BigDecimal.ZERO).multiply(ordered.unitPrice());
            })
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Stake.of(Optional.of(value), held);
  }
}
