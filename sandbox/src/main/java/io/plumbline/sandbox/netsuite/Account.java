package io.plumbline.sandbox.netsuite;

import java.time.ZoneId;
import java.util.Map;

/** The ERP account: its name, time zone, access token and how many requests it serves at once. */
public record Account(String connection, ZoneId zone, String token, int concurrency) {
  /** The currencies that a new account has, by internal id. */
  static final Map<String, String> CURRENCIES =
      Map.of("1", "USD", "2", "GBP", "3", "CAD", "4", "EUR");
}
