package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.view.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a pair field by field, and folds the sums that more specific differences explain. */
final class Differences {
  private final Pair pair;
  private final Policy.Comparison policy;

  private Differences(Pair pair, Policy.Comparison policy) {
    this.pair = pair;
    this.policy = policy;
  }

  static Stream<Difference> of(Pair pair, Policy policy) {
    return new Differences(pair, policy.comparison()).all().stream();
  }

  private List<Difference> all() {
    List<Difference> status = status();
    if (pair.right().cancelled()) {
      // What is left of a cancelled order differs from vendor to vendor; that it is off counts.
      return status;
    }
    List<Difference> all = new ArrayList<>(status);
    if (inTwoCurrencies()) {
      all.addAll(currency());
      return all; // amounts in two currencies do not compare
    }
    List<Difference> lines = new LineDifferences(pair, policy).all();
    all.addAll(lines);
    all.addAll(sums(!lines.isEmpty()));
    return all;
  }

  private boolean inTwoCurrencies() {
    String expected = pair.right().currency();
    String actual = pair.wrong().currency();
    return expected != null && actual != null && !expected.equals(actual);
  }

  /** Open and closed are each system's own housekeeping; being cancelled is a common fact. */
  private List<Difference> status() {
    Commercial right = pair.right();
    Commercial wrong = pair.wrong();
    boolean differ = right.cancelled() != wrong.cancelled();
    if (right.status() == null || wrong.status() == null || !differ || !compared("status")) {
      return List.of();
    }
    BigDecimal amount = right.cancelled() ? wrong.total() : right.total();
    return List.of(
        new Difference(
            "status",
            "status",
            right.status(),
            wrong.status(),
            false,
            CostModel.whole(amount, right.currency())));
  }

  private List<Difference> currency() {
    String expected = pair.right().currency();
    String actual = pair.wrong().currency();
    if (expected == null || actual == null || !compared("currency")) {
      return List.of();
    }
    return List.of(
        new Difference(
            "currency",
            "currency",
            expected,
            actual,
            false,
            CostModel.whole(pair.right().total(), expected)));
  }

  private List<Difference> sums(boolean linesDiffer) {
    List<Difference> parts = new ArrayList<>();
    if (!linesDiffer) {
      // Tax and discount follow the goods; they are judged by themselves once the lines agree.
      money("tax", pair.right().tax(), pair.wrong().tax(), parts);
      money("discount", pair.right().discount(), pair.wrong().discount(), parts);
    }
    money("shipping", pair.right().shipping(), pair.wrong().shipping(), parts);
    boolean others = linesDiffer || !parts.isEmpty();
    // Lines that differ and have no prices explain what nobody can put into numbers.
    boolean unpriced = linesDiffer && !goodsKnown();
    boolean explained = others && (unpriced || unexplained().abs().compareTo(grain()) <= 0);
    if (!explained) {
      BigDecimal stake = others ? unexplained() : gap(pair.right().total(), pair.wrong().total());
      money("total", pair.right().total(), pair.wrong().total(), stake, parts);
    }
    return parts;
  }

  /** The part of the total's difference that goods, tax, shipping and discount leave open. */
  private BigDecimal unexplained() {
    Commercial right = pair.right();
    Commercial wrong = pair.wrong();
    boolean taxInside = Boolean.TRUE.equals(pair.sold().taxesIncluded());
    return gap(right.total(), wrong.total())
        .subtract(goodsKnown() ? goods(right).subtract(goods(wrong)) : BigDecimal.ZERO)
        .subtract(taxInside ? BigDecimal.ZERO : gap(right.tax(), wrong.tax()))
        .subtract(gap(right.shipping(), wrong.shipping()))
        .add(gap(right.discount(), wrong.discount()));
  }

  /** A side without lines, or with lines that state no price, does not say what its goods cost. */
  private boolean goodsKnown() {
    return Stream.of(pair.right(), pair.wrong())
        .allMatch(side ->
            !side.lines().isEmpty()
                && side.lines().values().stream()
                    .allMatch(line -> line.quantity() != null && line.unitPrice() != null));
  }

  private static BigDecimal goods(Commercial commercial) {
    return commercial.lines().values().stream()
        .map(line -> orZero(line.quantity()).multiply(orZero(line.unitPrice())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal gap(@Nullable BigDecimal expected, @Nullable BigDecimal actual) {
    return expected == null || actual == null ? BigDecimal.ZERO : expected.subtract(actual);
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }

  private void money(
      String field,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal actual,
      List<Difference> into) {
    money(field, expected, actual, gap(expected, actual), into);
  }

  private void money(
      String field,
      @Nullable BigDecimal expected,
      @Nullable BigDecimal actual,
      BigDecimal stake,
      List<Difference> into) {
    if (expected == null || actual == null || !compared(field)) {
      return;
    }
    BigDecimal gap = expected.subtract(actual).abs();
    if (gap.compareTo(policy.tolerance()) <= 0) {
      return;
    }
    boolean rounded = gap.compareTo(grain()) <= 0;
    String currency = pair.right().currency();
    into.add(
        new Difference(
            field,
            field,
            Values.spelled(expected),
            Values.spelled(actual),
            rounded,
            rounded ? CostModel.rounding(gap, currency) : CostModel.sum(stake, currency)));
  }

  /** What rounding each line by itself, and the sum once more, can add up to. */
  private BigDecimal grain() {
    return CostModel.grain(pair.right().currency())
        .multiply(policy.roundingUnitsPerLine())
        .multiply(BigDecimal.valueOf(pair.right().lines().size() + 1L));
  }

  private boolean compared(String field) {
    return policy.fields().contains(field);
  }
}
