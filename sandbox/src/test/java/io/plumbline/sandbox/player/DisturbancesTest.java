package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.netsuite.Account;
import io.plumbline.sandbox.netsuite.NetsuiteEmulator;
import io.plumbline.sandbox.oracle.Outage;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.ShopifyEmulator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DisturbancesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** Killed once, and back at the second look. */
  private static final class OrderService implements Disturbances.OrderService {
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public boolean kill() {
      return kills.incrementAndGet() > 0;
    }

    @Override
    public boolean hasCaughtUp() {
      return looks.incrementAndGet() > 1;
    }
  }

  @Test
  void takesBothVendorsDownAndKillsTheServiceOnce() throws IOException, InterruptedException {
    try (ShopifyEmulator shop = shop();
        NetsuiteEmulator erp = erp();
        JsonApi storefront = new JsonApi("http://127.0.0.1:" + shop.port());
        JsonApi books = new JsonApi("http://127.0.0.1:" + erp.port());
        Agenda agenda = new Agenda()) {
      OrderService service = new OrderService();
      Disturbances disturbances = new Disturbances(storefront, books, service, CLOCK, 0.5);

      disturbances.schedule(agenda, Duration.ofMillis(200), 1);
      List<String> failures = agenda.finish();

      assertThat(failures).isEmpty();
      assertThat(service.kills).hasValue(1);
      assertThat(disturbances.counts()).containsEntry("processKilled", 1L);
      assertThat(disturbances.outages(_ -> Optional.of(NOW.plusSeconds(9))))
          .containsExactly(
              new Outage(NOW, NOW),
              new Outage(NOW, NOW.plusSeconds(9)),
              new Outage(NOW, NOW.plusSeconds(10)));
    }
  }

  @Test
  void wantsNothingWithoutAChance() throws IOException {
    try (JsonApi nowhere = new JsonApi("http://127.0.0.1:1")) {
      assertThat(new Disturbances(nowhere, nowhere, new OrderService(), CLOCK, 0).wanted())
          .isFalse();
    }
  }

  private static ShopifyEmulator shop() throws IOException {
    return new ShopifyEmulator(
        new Shop("shopify-eu", ZoneOffset.UTC, "token", 2_000, 1_000),
        new ShopifyEmulator.Place(
            0, URI.create("http://127.0.0.1:1"), "secret", 1, 1_000, Optional.empty()),
        CLOCK);
  }

  private static NetsuiteEmulator erp() throws IOException {
    return new NetsuiteEmulator(
        new Account("netsuite", ZoneOffset.UTC, "token", 5), 0, 1, Optional.empty(), CLOCK);
  }
}
