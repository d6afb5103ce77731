package io.plumbline.sandbox.shopify;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sandbox storefront}: serves an emulated Shopify until it is stopped. */
@Command(name = "storefront", description = "Serve an emulated Shopify shop.")
public final class StorefrontCommand implements Callable<Integer> {
  @Option(names = "--connection", required = true, description = "The shop's name.")
  private String connection = "";

  @Option(names = "--port", required = true, description = "Port on 127.0.0.1; 0 takes a free one.")
  private int port;

  @Option(names = "--webhooks", required = true, description = "Where webhooks go, less the topic.")
  private URI webhooks = URI.create("http://127.0.0.1");

  @Option(names = "--secret", required = true, description = "Signs the webhooks.")
  private String secret = "";

  @Option(names = "--token", required = true, description = "The access token of the Admin API.")
  private String token = "";

  @Option(names = "--seed", description = "Seed of the faults (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--journal", description = "File from which a killed emulator comes back.")
  private @Nullable Path journal;

  @Option(names = "--zone", description = "The shop's time zone (${DEFAULT-VALUE}).")
  private ZoneId zone = ZoneId.of("Europe/London");

  @Option(
      names = "--time-scale",
      description = "Shortens the waits between webhook retries (${DEFAULT-VALUE}).")
  private double timeScale = 240;

  @Option(
      names = "--points-per-second",
      description = "Query points that the plan restores (${DEFAULT-VALUE}).")
  private int pointsPerSecond = 2_000;

  @Option(names = "--max-query-cost", description = "Cap of one query (${DEFAULT-VALUE}).")
  private int maxQueryCost = 1_000;

  @Option(names = "--shopify-payments", description = "Take money through Shopify Payments.")
  private boolean payments;

  @Option(names = "--fee-rate", description = "Its share of a charge (${DEFAULT-VALUE}).")
  private BigDecimal feeRate = new BigDecimal("0.029");

  @Option(names = "--fee-flat", description = "Its flat fee for a charge (${DEFAULT-VALUE}).")
  private BigDecimal feeFlat = new BigDecimal("0.30");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Shop bare = new Shop(connection, zone, token, pointsPerSecond, maxQueryCost);
    Shop shop = payments ? bare.with(new Tariff(feeRate, feeFlat)) : bare;
    ShopifyEmulator.Place place =
        new ShopifyEmulator.Place(
            port, webhooks, secret, seed, timeScale, Optional.ofNullable(journal));
    ShopifyEmulator emulator = new ShopifyEmulator(shop, place, Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
    new CountDownLatch(1).await();
    return 0;
  }
}
