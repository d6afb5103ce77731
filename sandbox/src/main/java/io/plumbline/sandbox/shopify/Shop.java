package io.plumbline.sandbox.shopify;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The shop's account: its name, time zone, access token and plan.
 *
 * @param pointsPerSecond what the plan restores to the bucket each second
 * @param maxQueryCost the most that one query may cost
 * @param app the merchant's own app that may ask for tokens, if there is one
 * @param tariff what Shopify Payments keeps, where the shop takes money through it
 */
public record Shop(
    String connection,
    ZoneId zone,
    String token,
    int pointsPerSecond,
    int maxQueryCost,
    Optional<App> app,
    Optional<Tariff> tariff) {
  /** What the vendor serves, oldest first; an older version is answered by the oldest. */
  static final List<String> VERSIONS = List.of("2026-01", "2026-04", "2026-07", "2026-10");

  /** An app of the merchant's own, by its client credentials. */
  public record App(String id, String secret) {}

  public Shop(String connection, ZoneId zone, String token, int pointsPerSecond, int maxQueryCost) {
    this(connection, zone, token, pointsPerSecond, maxQueryCost, Optional.empty());
  }

  public Shop(
      String connection,
      ZoneId zone,
      String token,
      int pointsPerSecond,
      int maxQueryCost,
      Optional<App> app) {
    this(connection, zone, token, pointsPerSecond, maxQueryCost, app, Optional.empty());
  }

  /** The same shop, taking money through Shopify Payments. */
  public Shop with(Tariff payments) {
    return new Shop(
        connection, zone, token, pointsPerSecond, maxQueryCost, app, Optional.of(payments));
  }

  String domain() {
    return connection + ".myshopify.com";
  }

  String apiVersion() {
    return VERSIONS.getLast();
  }
}
