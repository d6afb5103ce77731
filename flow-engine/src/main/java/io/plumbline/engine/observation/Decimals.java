package io.plumbline.engine.observation;

import java.math.BigDecimal;

/**
 * Decimal numbers of strangers. An exponent of a few characters can ask for more digits than a
 * machine has memory for, so none is spelt out before it is known to be short.
 */
public final class Decimals {

  /** What is written this long is no amount and no quantity, and takes its time to be read. */
  private static final int LONGEST = 100;

  /** What {@code numeric(24, 6)} keeps. */
  private static final int WHOLE_DIGITS = 18;

  /** Binary fractions that a system spells out have some thirty. */
  private static final int FRACTION_DIGITS = 40;

  private Decimals() {}

  /**
   * Reads a number.
   *
   * @throws NumberFormatException where the text is none, or one with too many digits
   */
  public static BigDecimal of(String text) {
    if (text.length() > LONGEST) {
      throw tooLong();
    }
    var number = new BigDecimal(text);
    long whole = (long) number.precision() - number.scale();
    if (whole > WHOLE_DIGITS || number.scale() > FRACTION_DIGITS) {
      throw tooLong();
    }
    return number;
  }

  private static NumberFormatException tooLong() {
    return new NumberFormatException(
        "expected a number of at most %d digits before the point and %d behind it"
            .formatted(WHOLE_DIGITS, FRACTION_DIGITS));
  }
}
