package io.plumbline.order;

import io.plumbline.sandbox.shiphero.ShipheroEmulator;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.ShopifyEmulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a company has besides a storefront and an ERP: a second shop, and who ships for both. */
public final class Chain implements QuarkusTestResourceLifecycleManager {

  /** Configuration of the tests, not of the service: where the control APIs listen. */
  static final String SECOND_SHOP = "emulated.second-shop";

  static final String WAREHOUSE = "emulated.warehouse";

  private static final String TOKEN = "the token of the chain";
  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  /** A poll costs some hundred credits, and ours come every half second. */
  private static final int CREDITS_PER_SECOND = 10_000;

  private @Nullable ShopifyEmulator shop;
  private @Nullable ShipheroEmulator warehouse;

  @Override
  public Map<String, String> start() {
    try {
      shop =
          new ShopifyEmulator(
              new Shop("shopify-us", ZONE, TOKEN, 20_000, 1_000),
              new ShopifyEmulator.Place(
                  0, webhooks("shopify-us"), EmulatedSystems.SECRET, 1, 2_000, Optional.empty()),
              Clock.systemUTC());
      warehouse =
          new ShipheroEmulator(
              TOKEN,
              CREDITS_PER_SECOND,
              new ShipheroEmulator.Place(0, 1, 2_000, Optional.empty()),
              Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    warehouse.hearAt(webhooks(Hall.CONNECTION), EmulatedSystems.SECRET);
    return configuration(shop.port(), warehouse.port());
  }

  @Override
  public void stop() {
    if (shop != null) {
      shop.close();
    }
    if (warehouse != null) {
      warehouse.close();
    }
  }

  private static URI webhooks(String connection) {
    return URI.create("http://127.0.0.1:" + EmulatedSystems.SERVICE + "/webhooks/" + connection);
  }

  private static Map<String, String> configuration(int shop, int warehouse) {
    var config = new HashMap<String, String>();
    config.put(SECOND_SHOP, "http://127.0.0.1:" + shop);
    config.put(WAREHOUSE, "http://127.0.0.1:" + warehouse);
    connection(config, "shopify-us", "shopify", "STOREFRONT", shop);
    connection(config, Hall.CONNECTION, "shiphero", "WMS", warehouse);
    var settings = "plumbline.connections." + Hall.CONNECTION + ".settings.";
    config.put(settings + "budget", "" + 10 * CREDITS_PER_SECOND);
    config.put(settings + "budget-per-second", "" + CREDITS_PER_SECOND);
    config.put("plumbline.connections." + Hall.CONNECTION + ".concurrency", "4");
    return config;
  }

  private static void connection(
      Map<String, String> config, String name, String vendor, String role, int port) {
    var prefix = "plumbline.connections." + name + ".";
    config.put(prefix + "vendor", vendor);
    config.put(prefix + "role", role);
    config.put(prefix + "mode", "live");
    config.put(prefix + "zone", ZONE.getId());
    config.put(prefix + "url", "http://127.0.0.1:" + port);
    config.put(prefix + "secrets.access-token", TOKEN);
    config.put(prefix + "secrets.webhook-secret", EmulatedSystems.SECRET);
    config.put(prefix + "poll.every", "500ms");
    config.put(prefix + "poll.overlap", "1m");
    config.put(prefix + "timeout", "3s");
    config.put(prefix + "settle", "1s");
  }
}
