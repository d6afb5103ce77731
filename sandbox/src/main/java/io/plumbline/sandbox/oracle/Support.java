package io.plumbline.sandbox.oracle;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What it costs that a buyer has to ask where a parcel is, once for an order.
 *
 * @param costs by currency
 */
record Support(Map<String, BigDecimal> costs) {
  private static final Set<Kind> ASKED = EnumSet.of(Kind.TRACKING_MISSING, Kind.WRONG_CHANNEL);

  Support {
    costs = Map.copyOf(costs);
  }

  /** The first of them by kind and field has it. */
  List<Disagreement> charged(List<Disagreement> found, Optional<Facts> shop) {
    Optional<Disagreement> first =
        found.stream()
            .filter(one -> ASKED.contains(one.topic().kind()))
            .min(
                Comparator.comparing((Disagreement one) -> one.topic().kind().id())
                    .thenComparing(one -> one.topic().field()));
    return found.stream()
        .map(one ->
            first.filter(one::equals).isPresent()
                ? new Disagreement(one.topic(), one.values().costing(cost(shop)))
                : one)
        .toList();
  }

  private Stake cost(Optional<Facts> shop) {
    return shop.map(facts ->
            Stake.of(
                Optional.ofNullable(costs.get(facts.header().getOrDefault("currency", ""))), facts))
        .orElse(Stake.NONE);
  }
}
