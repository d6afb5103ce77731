package io.plumbline.order;

import io.plumbline.sandbox.shiphero.ShipheroEmulator;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.ShopifyEmulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a company has besides a storefront and an ERP: a second shop, and who ships for each. */
public final class Chain implements QuarkusTestResourceLifecycleManager {

  /** Configuration of the tests, not of the service: where the control APIs listen. */
  static final String SECOND_SHOP = "emulated.second-shop";

  static final String WAREHOUSE = "emulated.warehouse";
  static final String SECOND_WAREHOUSE = "emulated.second-warehouse";

  /** A second building of the first hall's company, and where the ERP books what leaves it. */
  static final int BUILDING = 402;

  static final String LOCATION = "12";

  private static final String TOKEN = "the token of the chain";
  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  /** A poll costs some hundred credits, and ours come every half second. */
  private static final int CREDITS_PER_SECOND = 10_000;

  private @Nullable ShopifyEmulator shop;
  private @Nullable ShipheroEmulator warehouse;
  private @Nullable ShipheroEmulator secondWarehouse;

  @Override
  public Map<String, String> start() {
    try {
      shop =
          new ShopifyEmulator(
              new Shop("shopify-us", ZONE, TOKEN, 20_000, 1_000),
              new ShopifyEmulator.Place(
                  0, webhooks("shopify-us"), EmulatedSystems.SECRET, 1, 2_000, Optional.empty()),
              Clock.systemUTC());
      warehouse = hall(Hall.CONNECTION);
      secondWarehouse = hall(Hall.SECOND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return configuration(shop.port(), warehouse.port(), secondWarehouse.port());
  }

  private static ShipheroEmulator hall(String connection) throws IOException {
    var hall =
        new ShipheroEmulator(
            TOKEN,
            CREDITS_PER_SECOND,
            new ShipheroEmulator.Place(0, 1, 2_000, Optional.empty()),
            Clock.systemUTC());
    hall.hearAt(webhooks(connection), EmulatedSystems.SECRET);
    return hall;
  }

  @Override
  public void stop() {
    if (shop != null) {
      shop.close();
    }
    if (warehouse != null) {
      warehouse.close();
    }
    if (secondWarehouse != null) {
      secondWarehouse.close();
    }
  }

  private static URI webhooks(String connection) {
    return URI.create("http://127.0.0.1:" + EmulatedSystems.SERVICE + "/webhooks/" + connection);
  }

  private static Map<String, String> configuration(int shop, int warehouse, int second) {
    var config = new HashMap<String, String>();
    config.put(SECOND_SHOP, "http://127.0.0.1:" + shop);
    config.put(WAREHOUSE, "http://127.0.0.1:" + warehouse);
    config.put(SECOND_WAREHOUSE, "http://127.0.0.1:" + second);
    connection(config, "shopify-us", "shopify", "STOREFRONT", shop);
    ships(config, Shopfront.CONNECTION, Hall.CONNECTION, warehouse);
    ships(config, "shopify-us", Hall.SECOND, second);
    config.put("plumbline.order.books.deposits", "true");
    config.put("plumbline.order.books.invoices", "true");
    config.put(
        "plumbline.connections.netsuite.settings.\"location.%s\"".formatted(gid(BUILDING)),
        LOCATION);
    return config;
  }

  /** As this warehouse names a building. */
  private static String gid(int building) {
    var id = ("Warehouse:" + building).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(id);
  }

  private static void ships(Map<String, String> config, String shop, String hall, int port) {
    connection(config, hall, "shiphero", "WMS", port);
    var prefix = "plumbline.connections." + hall + ".";
    config.put(prefix + "settings.budget", "" + 10 * CREDITS_PER_SECOND);
    config.put(prefix + "settings.budget-per-second", "" + CREDITS_PER_SECOND);
    config.put(prefix + "concurrency", "4");
    config.put("plumbline.order.delivery.warehouses." + shop, hall);
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
