package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Commercial.Line;
import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.view.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares the lines of a pair; the most specific place in which two orders can differ. */
final class LineDifferences {
  private final Pair pair;
  private final Policy.Comparison policy;

  LineDifferences(Pair pair, Policy.Comparison policy) {
    this.pair = pair;
    this.policy = policy;
  }

  List<Difference> all() {
    List<Difference> all = new ArrayList<>();
    if (pair.right().lines().isEmpty() || pair.wrong().lines().isEmpty()) {
      return all; // a side without lines does not hold them
    }
    for (Lines.Paired paired : Lines.pair(pair, policy.tolerance())) {
      Lines.Side right = paired.right();
      Lines.Side wrong = paired.wrong();
      if (right != null && wrong != null) {
        both(paired.name(), right.line(), wrong, all);
      } else {
        alone(paired.name(), right, wrong, all);
      }
    }
    return all;
  }

  private void both(String name, Line right, Lines.Side wrong, List<Difference> all) {
    Line actual = wrong.line();
    String currency = pair.right().currency();
    compare(name, wrong.id(), "sku", right.sku(), actual.sku(), worth(right), all);
    compare(
        name,
        wrong.id(),
        "quantity",
        Values.plain(right.quantity()),
        Values.plain(actual.quantity()),
        CostModel.quantity(gap(right.quantity(), actual.quantity()), right.unitPrice(), currency),
        all);
    BigDecimal dearer = gap(right.unitPrice(), actual.unitPrice());
    if (dearer.abs().compareTo(policy.tolerance()) > 0) {
      compare(
          name,
          wrong.id(),
          "unitPrice",
          Values.plain(right.unitPrice()),
          Values.plain(actual.unitPrice()),
          CostModel.price(dearer, actual.quantity(), currency),
          all);
    }
  }

  /** A line that one side lacks differs in its quantity only: there are none of it. */
  private void alone(
      String name, Lines.@Nullable Side right, Lines.@Nullable Side wrong, List<Difference> all) {
    if (right != null) {
      String expected = Values.plain(right.line().quantity());
      compare(name, name, "quantity", expected, "0", worth(right.line()), all);
    }
    if (wrong != null) {
      String actual = Values.plain(wrong.line().quantity());
      compare(name, wrong.id(), "quantity", "0", actual, worth(wrong.line()), all);
    }
  }

  private void compare(
      String name,
      String id,
      String field,
      @Nullable String expected,
      @Nullable String actual,
      Optional<Exposure> exposure,
      List<Difference> all) {
    if (expected != null
        && actual != null
        && !expected.equals(actual)
        && policy.fields().contains(field)) {
      all.add(
          new Difference(
              Values.path(name, field), Values.path(id, field), expected, actual, false, exposure));
    }
  }

  private Optional<Exposure> worth(Line line) {
    BigDecimal quantity = line.quantity();
    BigDecimal price = line.unitPrice();
    return CostModel.whole(
        quantity == null || price == null ? null : quantity.multiply(price),
        pair.right().currency());
  }

  private static BigDecimal gap(@Nullable BigDecimal expected, @Nullable BigDecimal actual) {
    return expected == null || actual == null ? BigDecimal.ZERO : expected.subtract(actual);
  }
}
