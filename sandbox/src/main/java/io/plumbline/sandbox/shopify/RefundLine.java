package io.plumbline.sandbox.shopify;

import java.math.BigDecimal;

/**
 * Units of a line that were given back for money.
 *
 * @param refund the refund it belongs to
 * @param shipped how many of the units had left before
 * @param restock as REST spells it: what becomes of the goods
 */
record RefundLine(
    long id,
    long refund,
    long line,
    int quantity,
    int shipped,
    String restock,
    BigDecimal subtotal,
    BigDecimal tax) {}
