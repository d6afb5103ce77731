package io.plumbline.order;

import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.ShopifyEmulator;
import io.plumbline.sandbox.shopify.Tariff;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shop that takes money through Shopify Payments and tells what became of it. */
public final class PayingShop implements QuarkusTestResourceLifecycleManager {

  static final String NAME = "shopify-pay";

  /** Configuration of the tests, not of the service: where the control API listens. */
  static final String CONTROL = "emulated.paying-shop";

  /** What is older by this is not listed again: the overlap, and the vendor's whole seconds. */
  static final Duration BEHIND = Duration.ofSeconds(3);

  private static final String TOKEN = "the token of the paying shop";
  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  private @Nullable ShopifyEmulator shop;

  @Override
  public Map<String, String> start() {
    var tariff = new Tariff(new BigDecimal("0.029"), new BigDecimal("0.30"));
    var webhooks = "http://127.0.0.1:" + EmulatedSystems.SERVICE + "/webhooks/" + NAME;
    try {
      shop =
          new ShopifyEmulator(
              new Shop(NAME, ZONE, TOKEN, 20_000, 1_000).with(tariff),
              new ShopifyEmulator.Place(
                  0, URI.create(webhooks), EmulatedSystems.SECRET, 1, 2_000, Optional.empty()),
              Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return configuration("http://127.0.0.1:" + shop.port());
  }

  @Override
  public void stop() {
    if (shop != null) {
      shop.close();
    }
  }

  private static Map<String, String> configuration(String url) {
    var config = new HashMap<String, String>();
    var prefix = "plumbline.connections." + NAME + ".";
    config.put(CONTROL, url);
    config.put(prefix + "vendor", "shopify");
    config.put(prefix + "role", "STOREFRONT");
    config.put(prefix + "mode", "live");
    config.put(prefix + "zone", ZONE.getId());
    config.put(prefix + "url", url);
    config.put(prefix + "secrets.access-token", TOKEN);
    config.put(prefix + "secrets.webhook-secret", EmulatedSystems.SECRET);
    config.put(prefix + "poll.every", "500ms");
    config.put(prefix + "poll.overlap", "1s");
    config.put(prefix + "timeout", "3s");
    config.put(prefix + "settle", "1s");
    config.put(prefix + "settings.payouts", "true");
    config.put(prefix + "settings.payouts-every", "1s");
    config.put("plumbline.order.books.deposits", "true");
    return config;
  }
}
