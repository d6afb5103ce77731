package io.plumbline.order;

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

/** A shop that sold none of what is shipped, and a warehouse that is heard by its exports alone. */
public final class WarehouseAndSecondShop implements QuarkusTestResourceLifecycleManager {

  /**
   * Configuration of the tests, not of the service: where the second shop's control API listens.
   */
  static final String SECOND_SHOP = "emulated.second-shop";

  static final String WAREHOUSE = "warehouse";

  private static final String NAME = "shopify-us";
  private static final String TOKEN = "the token of the second shop";
  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  /** Nobody listens there: the shop is polled, the warehouse's records come as files. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

  private @Nullable ShopifyEmulator shop;

  @Override
  public Map<String, String> start() {
    try {
      shop =
          new ShopifyEmulator(
              new Shop(NAME, ZONE, TOKEN, 20_000, 1_000),
              new ShopifyEmulator.Place(
                  0, NOWHERE, EmulatedSystems.SECRET, 1, 2_000, Optional.empty()),
              Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var url = "http://127.0.0.1:" + shop.port();
    var config = new HashMap<String, String>();
    config.put(SECOND_SHOP, url);
    connection(config, NAME, "shopify", "STOREFRONT", "live", url);
    config.put("plumbline.connections.shopify-us.secrets.webhook-secret", EmulatedSystems.SECRET);
    connection(config, WAREHOUSE, "shiphero", "WMS", "observe", NOWHERE.toString());
    return config;
  }

  @Override
  public void stop() {
    if (shop != null) {
      shop.close();
    }
  }

  private static void connection(
      Map<String, String> config,
      String name,
      String vendor,
      String role,
      String mode,
      String url) {
    var prefix = "plumbline.connections." + name + ".";
    config.put(prefix + "vendor", vendor);
    config.put(prefix + "role", role);
    config.put(prefix + "mode", mode);
    config.put(prefix + "zone", ZONE.getId());
    config.put(prefix + "url", url);
    config.put(prefix + "secrets.access-token", TOKEN);
    config.put(prefix + "poll.every", "500ms");
    config.put(prefix + "poll.overlap", "1m");
    config.put(prefix + "timeout", "3s");
    config.put(prefix + "settle", "1s");
  }
}
