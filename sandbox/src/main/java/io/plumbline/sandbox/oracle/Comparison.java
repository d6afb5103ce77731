package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Kind.EDITED_AFTER_SYNC;
import static io.plumbline.sandbox.oracle.Kind.FIELD_MISMATCH;
import static io.plumbline.sandbox.oracle.Kind.ROUNDING;

import io.plumbline.sandbox.oracle.Disagreement.Topic;
import io.plumbline.sandbox.oracle.Unit.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where two records of one order say different things, of which one has the authority. */
final class Comparison {
  private static final List<String> MONEY = List.of("total", "tax", "discount", "shipping");

  private Comparison() {}

  /** The ERP is right once one of them says that the order is fulfilled. */
  static List<Disagreement> withErp(Now now, Facts shop, Facts record) {
    boolean gone = now.picked().stream().limit(1).anyMatch(held -> held.shipped().anyGone());
    if (shop.cancelled() && gone) {
      return List.of(); // that is a kind of its own, whatever the books make of it
    }
    Facts paired = Paired.with(shop, record);
    return shop.fulfilled() || record.fulfilled()
        ? compare(paired, shop, now.storefront())
        : compare(shop, paired, now.erp());
  }

  /** What has left a warehouse follows no edit any more, and a part of it no cancellation. */
  static List<Disagreement> withWarehouse(Now now, Facts shop, Facts held) {
    boolean begun = !held.shipped().state().equals(Shipped.UNFULFILLED);
    if (held.fulfilled() || (shop.cancelled() && begun)) {
      return List.of();
    }
    return compare(shop, Paired.with(shop, held), now.warehouse()).stream()
        .map(one -> followed(now, one))
        .toList();
  }

  /** A warehouse that had the order when it was edited did not follow the edit. */
  private static Disagreement followed(Now now, Disagreement one) {
    Topic topic = one.topic();
    boolean late =
        topic.kind() == FIELD_MISMATCH && now.editedAfter(now.warehouse(), topic.field());
    return late
        ? new Disagreement(new Topic(EDITED_AFTER_SYNC, topic.wrong(), topic.field()), one.values())
        : one;
  }

  private static List<Disagreement> compare(Facts right, Facts wrong, String wrongSystem) {
    Map<String, Values> differing = differing(right.compared(), wrong.compared());
    if (right.cancelled() == wrong.cancelled()) {
      // Open and closed are each system's own housekeeping; being cancelled is a common fact.
      differing.remove("status");
    }
    if (right.cancelled()) {
      // What is left of a cancelled order differs from vendor to vendor; that it is off counts.
      differing.keySet().retainAll(Set.of("status"));
    }
    if (!bothLined(right, wrong)) {
      // A side without lines does not hold them.
      differing.keySet().removeIf(field -> field.startsWith("lines["));
    }
    BigDecimal grain = grain(right);
    explained(right, wrong, differing, grain).forEach(differing::remove);
    Cost cost = new Cost(right, wrong);
    boolean partsDiffer = differing.keySet().stream().anyMatch(Comparison::makesUpTheTotal);
    return differing.entrySet().stream()
        .map(entry -> {
          Kind kind = kind(entry, grain);
          Stake stake = cost.of(entry.getKey(), kind, partsDiffer);
          return new Disagreement(
              new Topic(kind, wrongSystem, entry.getKey()), entry.getValue().costing(stake));
        })
        .toList();
  }

  private static boolean makesUpTheTotal(String field) {
    return field.startsWith("lines[") || isPartOfTotal(field);
  }

  private static Map<String, Values> differing(
      Map<String, String> right, Map<String, String> wrong) {
    Set<String> fields = new TreeSet<>(right.keySet());
    fields.addAll(wrong.keySet());
    Map<String, Values> differing = new TreeMap<>();
    for (String field : fields) {
      String expected = right.getOrDefault(field, whenAbsent(field));
      String actual = wrong.getOrDefault(field, whenAbsent(field));
      if (!expected.isEmpty() && !actual.isEmpty() && !expected.equals(actual)) {
        differing.put(field, new Values(expected, actual, Stake.NONE));
      }
    }
    return differing;
  }

  /** A line that one side lacks differs in its quantity only; other fields are not held there. */
  static String whenAbsent(String field) {
    return field.startsWith("lines[") && field.endsWith(".quantity") ? "0" : "";
  }

  /** Sums that differ only because something more specific does: one event, one disagreement. */
  private static Set<String> explained(
      Facts right, Facts wrong, Map<String, Values> differing, BigDecimal grain) {
    boolean linesDiffer = differing.keySet().stream().anyMatch(field -> field.startsWith("lines["));
    BigDecimal unexplained =
        gap("total", right, wrong)
            .subtract(
                bothLined(right, wrong) ? right.goods().subtract(wrong.goods()) : BigDecimal.ZERO)
            .subtract(taxOnTop(right, wrong))
            .subtract(gap("shipping", right, wrong))
            .add(gap("discount", right, wrong));
    Set<String> explained = new TreeSet<>();
    boolean other = linesDiffer || differing.keySet().stream().anyMatch(Comparison::isPartOfTotal);
    if (other && unexplained.abs().compareTo(grain) <= 0) {
      explained.add("total");
    }
    if (linesDiffer) {
      explained.add("tax");
      explained.add("discount");
    }
    return explained;
  }

  private static boolean bothLined(Facts right, Facts wrong) {
    return !right.lines().isEmpty() && !wrong.lines().isEmpty();
  }

  private static boolean isPartOfTotal(String field) {
    return field.equals("tax") || field.equals("shipping") || field.equals("discount");
  }

  /** Tax that stands inside the prices moves no total. */
  private static BigDecimal taxOnTop(Facts right, Facts wrong) {
    return right.taxesIncluded() || wrong.taxesIncluded()
        ? BigDecimal.ZERO
        : gap("tax", right, wrong);
  }

  private static BigDecimal gap(String field, Facts right, Facts wrong) {
    Optional<BigDecimal> expected = right.money(field);
    Optional<BigDecimal> actual = wrong.money(field);
    return expected.isPresent() && actual.isPresent()
        ? expected.get().subtract(actual.get())
        : BigDecimal.ZERO;
  }

  private static Kind kind(Map.Entry<String, Values> entry, BigDecimal grain) {
    if (!MONEY.contains(entry.getKey())) {
      return FIELD_MISMATCH;
    }
    BigDecimal gap =
        new BigDecimal(entry.getValue().expected())
            .subtract(new BigDecimal(entry.getValue().actual()))
            .abs();
    return gap.compareTo(grain) <= 0 ? ROUNDING : FIELD_MISMATCH;
  }

  /** What rounding each line by itself can add up to. */
  private static BigDecimal grain(Facts facts) {
    return new BigDecimal("0.01").multiply(BigDecimal.valueOf(facts.lines().size() + 1L));
  }
}
