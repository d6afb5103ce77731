package io.plumbline.order.aggregate;

import java.math.BigDecimal;

/**
 * A line of which a warehouse that is done has shipped more or less than is sold by now.
 *
 * @param line its id where it was sold
 */
public record Uneven(String line, BigDecimal sold, BigDecimal shipped) {

  public boolean isShort() {
    return shipped.compareTo(sold) < 0;
  }
}
