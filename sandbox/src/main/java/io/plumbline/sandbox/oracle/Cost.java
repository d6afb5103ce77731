package io.plumbline.sandbox.oracle;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one field that differs costs, by the formula the product states for its kind. */
final class Cost {
  private static final Pattern LINE = Pattern.compile("lines\\[(.+)]\\.(.+)");

  private final Facts right;
  private final Facts wrong;

  /** {@code wrong} has its lines under the names of {@code right}'s. */
  Cost(Facts right, Facts wrong) {
    this.right = right;
    this.wrong = wrong;
  }

  /** An order that one side lacks: its total. */
  static Stake missing(Facts there) {
    return Stake.of(there.money("total"), there);
  }

  /** The total for every copy too many. */
  static Stake duplicate(Facts first, int copies) {
    return Stake.of(
        first.money("total").map(total -> total.multiply(BigDecimal.valueOf(copies - 1L))), first);
  }

  /** {@code besides}: the total differs, and something that it is made of does so as well. */
  Stake of(String field, Kind kind, boolean besides) {
    Matcher line = LINE.matcher(field);
    if (line.matches()) {
      return Stake.of(
          Optional.of(
              line(
                  line.group(2),
                  right.lines().get(line.group(1)),
                  wrong.lines().get(line.group(1)))),
          right);
    }
    return Stake.of(
        switch (field) {
          case "status" -> (right.cancelled() ? wrong : right).money("total");
          case "currency" -> right.money("total");
          case "total" ->
              besides && kind != Kind.ROUNDING
                  ? Optional.of(residual())
                  : Optional.of(gap("total"));
          default -> Optional.of(gap(field));
        },
        right);
  }

  private static BigDecimal line(
      String member, Facts.@Nullable Line expected, Facts.@Nullable Line actual) {
    if (expected == null || actual == null) {
      return expected == null ? worth(actual) : worth(expected);
    }
    return switch (member) {
      case "quantity" ->
          expected.quantity().subtract(actual.quantity()).multiply(expected.unitPrice());
      case "unitPrice" ->
          expected.unitPrice().subtract(actual.unitPrice()).multiply(actual.quantity());
      default -> worth(expected);
    };
  }

  private static BigDecimal worth(Facts.@Nullable Line line) {
    return line == null ? BigDecimal.ZERO : line.quantity().multiply(line.unitPrice());
  }

  /** How far apart the totals would be if goods, tax, shipping and discount were the same. */
  private BigDecimal residual() {
    BigDecimal taxOnTop =
        right.taxesIncluded() || wrong.taxesIncluded() ? BigDecimal.ZERO : gap("tax");
    BigDecimal made = goods().add(taxOnTop).add(gap("shipping")).subtract(gap("discount"));
    return gap("total").subtract(made);
  }

  /** A side without lines does not hold them: it is no order of nothing. */
  private BigDecimal goods() {
    return right.lines().isEmpty() || wrong.lines().isEmpty()
        ? BigDecimal.ZERO
        : goods(right.lines()).subtract(goods(wrong.lines()));
  }

  private static BigDecimal goods(Map<String, Facts.Line> lines) {
    return lines.values().stream().map(Cost::worth).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal gap(String field) {
    return right
        .money(field)
        .flatMap(expected -> wrong.money(field).map(expected::subtract))
        .orElse(BigDecimal.ZERO);
  }
}
