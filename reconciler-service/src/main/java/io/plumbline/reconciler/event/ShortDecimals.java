package io.plumbline.reconciler.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers.BigDecimalDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads decimal numbers that have room: the few characters of 1e400000000 ask for more digits than
 * a machine has memory for, as soon as anything is added to it.
 */
final class ShortDecimals extends StdScalarDeserializer<BigDecimal> {
  private static final long serialVersionUID = 1L;

  /**
   * Sums of what the flow services let in, which have 18 digits before the point, and 40 behind it.
   */
  private static final int WHOLE_DIGITS = 30;

  private static final int FRACTION_DIGITS = 60;

  ShortDecimals() {
    super(BigDecimal.class);
  }

  @Override
  @SuppressWarnings("NullAway") // null is how an empty text is told
  public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    BigDecimal number = BigDecimalDeserializer.instance.deserialize(parser, context);
    if (number == null) {
      return null;
    }
    long whole = (long) number.precision() - number.scale();
    if (whole > WHOLE_DIGITS || number.scale() > FRACTION_DIGITS) {
      return (BigDecimal)
          context.handleWeirdNumberValue(
              BigDecimal.class, number.precision(), "expected a number of few digits");
    }
    return number;
  }
}
