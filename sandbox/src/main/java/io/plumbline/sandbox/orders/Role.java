package io.plumbline.sandbox.orders;

import java.util.Locale;
import java.util.Set;

/** What a row stands for on its invoice. */
sealed interface Role {
  /** A product that was sold. */
  record Goods() implements Role {}

  /** Postage or carriage. */
  record Shipping() implements Role {}

  /** A discount on the whole invoice. */
  record Discount() implements Role {}

  /** Nothing a storefront sells. */
  record SetAside(Reason reason) implements Role {}

  Set<String> SHIPPING = Set.of("POST", "DOT", "C2");
  Set<String> FEES = Set.of("BANK CHARGES", "AMAZONFEE", "CRUK");

  static Role of(FileLine line) {
    String code = line.stockCode().toUpperCase(Locale.ROOT);
    if (FEES.contains(code)) {
      return new SetAside(Reason.FEE);
    }
    if (code.equals("B") || code.startsWith("ADJUST")) {
      return new SetAside(Reason.ADJUSTMENT);
    }
    if (code.equals("D")) {
      return new Discount();
    }
    return ofPriced(code, line);
  }

  private static Role ofPriced(String code, FileLine line) {
    Reason special =
        switch (code) {
          case "M" -> Reason.MANUAL;
          case "S" -> Reason.SAMPLE;
          case "PADS" -> Reason.PADS;
          default -> line.sells() ? null : Reason.WRITE_OFF;
        };
    if (special != null) {
      return new SetAside(special);
    }
    return SHIPPING.contains(code) ? new Shipping() : new Goods();
  }
}
