package io.plumbline.sandbox.shopify;

import java.time.ZoneId;
import java.util.List;

/**
 * The shop's account: its name, time zone, access token and plan.
 *
 * @param pointsPerSecond what the plan restores to the bucket each second
 * @param maxQueryCost the most that one query may cost
 */
public record Shop(
    String connection, ZoneId zone, String token, int pointsPerSecond, int maxQueryCost) {
  /** What the vendor serves, oldest first; an older version is answered by the oldest. */
  static final List<String> VERSIONS = List.of("2026-01", "2026-04", "2026-07", "2026-10");

  String domain() {
    return connection + ".myshopify.com";
  }

  String apiVersion() {
    return VERSIONS.getLast();
  }
}
