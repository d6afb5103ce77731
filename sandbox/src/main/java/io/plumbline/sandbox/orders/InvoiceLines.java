package io.plumbline.sandbox.orders;

import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Sorts the rows of one invoice into goods, shipping, discount and what is set aside. */
final class InvoiceLines {
  /** The wholesaler of these files is in London and writes local times. */
  static final ZoneId ZONE = ZoneId.of("Europe/London");

  /** The fate of an invoice. */
  sealed interface Sorted {
    record Playable(Invoice invoice) implements Sorted {}

    record Counted(Reason reason) implements Sorted {}
  }

  private final List<FileLine> lines = new ArrayList<>();

  void add(FileLine line) {
    lines.add(line);
  }

  Sorted sort() {
    FileLine first = lines.getFirst();
    if (first.invoice().startsWith("C")) {
      return new Sorted.Counted(Reason.CANCELLATION);
    }
    if (first.invoice().startsWith("A")) {
      return new Sorted.Counted(Reason.ADJUSTMENT);
    }
    return sortLines(first);
  }

  private Sorted sortLines(FileLine first) {
    List<Invoice.Item> items = new ArrayList<>();
    Map<Reason, Integer> aside = new EnumMap<>(Reason.class);
    BigDecimal shipping = ZERO;
    BigDecimal discount = ZERO;
    for (FileLine line : lines) {
      switch (Role.of(line)) {
        case Role.Goods() -> items.add(item(line));
        case Role.Shipping() -> shipping = shipping.add(line.amount());
        case Role.Discount() -> discount = discount.add(line.amount().abs());
        case Role.SetAside(Reason reason) -> aside.merge(reason, 1, Integer::sum);
      }
    }
    BigDecimal goods = items.stream().map(Invoice.Item::amount).reduce(ZERO, BigDecimal::add);
    if (items.isEmpty() || discount.compareTo(goods) > 0) {
      return new Sorted.Counted(mostFrequent(aside));
    }
    return new Sorted.Playable(
        new Invoice(
            first.invoice(),
            first.date().atZone(ZONE).toInstant(),
            first.customer(),
            first.country(),
            items,
            cents(shipping),
            cents(discount),
            aside));
  }

  private static Invoice.Item item(FileLine line) {
    return new Invoice.Item(
        line.stockCode(), line.description(), line.quantity(), line.unitPrice());
  }

  private static Reason mostFrequent(Map<Reason, Integer> aside) {
    return aside.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Reason.NO_GOODS);
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
