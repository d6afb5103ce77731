package io.plumbline.sandbox.player;

import java.math.BigDecimal;

/** A shop of the company: its connection, the money it sells in and how it treats taxes. */
enum Channel {
  /** Prices without VAT as a rule; exports are free of it. */
  BRITISH("shopify-eu", "GBP", "", new BigDecimal("0.20")),
  /** Prices with VAT, wherever the buyer is. */
  GERMAN("shopify-de", "EUR", "DE", new BigDecimal("0.19"));

  private final String connection;
  private final String currency;
  private final String prefix;
  private final BigDecimal vat;

  Channel(String connection, String currency, String prefix, BigDecimal vat) {
    this.connection = connection;
    this.currency = currency;
    this.prefix = prefix;
    this.vat = vat;
  }

  String connection() {
    return connection;
  }

  String currency() {
    return currency;
  }

  /** The order number that this shop gives an invoice; each shop has a circle of its own. */
  String number(String invoice) {
    return prefix + invoice;
  }

  BigDecimal vat() {
    return vat;
  }
}
