package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Disagreement.Topic;
import io.plumbline.sandbox.oracle.Unit.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An order of which a part has shipped and the rest has not, which may last for some time. */
final class Waiting {
  private Waiting() {}

  static List<Disagreement> judge(Now now, Facts held) {
    boolean calledOff = held.cancelled() || now.shop().filter(Facts::cancelled).isPresent();
    if (calledOff || !held.shipped().state().equals(Shipped.PARTIAL)) {
      return List.of();
    }
    Topic topic = new Topic(Kind.STUCK, now.warehouse(), Shipped.PARTIAL);
    return List.of(
        new Disagreement(topic, new Values(Shipped.FULFILLED, Shipped.PARTIAL, rest(held))));
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
