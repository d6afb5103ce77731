package io.plumbline.order;

import io.plumbline.embedded.Ports;
import io.plumbline.sandbox.netsuite.Account;
import io.plumbline.sandbox.netsuite.NetsuiteEmulator;
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

/** A storefront and an ERP to carry orders between, and the configuration that names them. */
public final class EmulatedSystems implements QuarkusTestResourceLifecycleManager {

  /** Configuration of the tests, not of the service: where the control APIs listen. */
  static final String SHOP = "emulated.shop";

  static final String ERP = "emulated.erp";

  /** Where the service will listen, so that whoever sends webhooks can be told beforehand. */
  static final int SERVICE = Ports.free();

  static final String SECRET = "the webhook secret of the tests";
  static final int LARGEST_BODY = 60_000;

  private static final String TOKEN = "the token of the tests";
  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  private @Nullable ShopifyEmulator shop;
  private @Nullable NetsuiteEmulator erp;
  private @Nullable SpanCollector collector;

  @Override
  public Map<String, String> start() {
    var clock = Clock.systemUTC();
    try {
      shop =
          new ShopifyEmulator(
              new Shop("shopify-eu", ZONE, TOKEN, 20_000, 1_000),
              new ShopifyEmulator.Place(
                  0,
                  URI.create("http://127.0.0.1:" + SERVICE + "/webhooks/shopify-eu"),
                  SECRET,
                  1,
                  2_000,
                  Optional.empty()),
              clock);
      erp =
          new NetsuiteEmulator(
              new Account("netsuite", ZONE, TOKEN, 5), 0, 1, Optional.empty(), clock);
      collector = new SpanCollector();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var config = configuration(shop.port(), erp.port());
    config.putAll(collector.configuration());
    return config;
  }

  @Override
  public void stop() {
    if (shop != null) {
      shop.close();
    }
    if (erp != null) {
      erp.close();
    }
    if (collector != null) {
      collector.close();
    }
  }

  private static Map<String, String> configuration(int shop, int erp) {
    var config = new HashMap<String, String>();
    config.put("quarkus.http.test-port", "" + SERVICE);
    // A wait asks many times; what it saw last is in its failure.
    config.put("quarkus.test.rest-assured.enable-logging-on-failure", "false");
    config.put(SHOP, "http://127.0.0.1:" + shop);
    config.put(ERP, "http://127.0.0.1:" + erp);
    config.put("plumbline.order.delivery.handled-elsewhere", "pos");
    config.put("plumbline.intake.max-body", "" + LARGEST_BODY);
    connection(config, "shopify-eu", "shopify", "STOREFRONT", shop);
    config.put("plumbline.connections.shopify-eu.secrets.webhook-secret", SECRET);
    config.put("plumbline.connections.shopify-eu.settings.api-version", "2026-10");
    config.put("plumbline.connections.shopify-eu.settings.page-size", "2");
    connection(config, "netsuite", "netsuite", "ERP", erp);
    config.put("plumbline.connections.netsuite.concurrency", "4");
    config.put("plumbline.connections.netsuite.settings.reference-namespace", "shopify-eu");
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
    config.put(prefix + "poll.every", "500ms");
    config.put(prefix + "poll.overlap", "1m");
    config.put(prefix + "timeout", "3s");
    config.put(prefix + "settle", "1s");
  }
}
