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
import java.util.Map;
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
  void takesEveryVendorDownAndKillsTheServiceOnce() throws IOException, InterruptedException {
    try (ShopifyEmulator british = shop("shopify-eu");
        ShopifyEmulator german = shop("shopify-de");
        NetsuiteEmulator erp = erp();
        NetsuiteEmulator other = erp(); // the control of faults is the same everywhere
        Vendors vendors = vendors(british.port(), german.port(), erp.port(), other.port());
        Agenda agenda = new Agenda()) {
      OrderService service = new OrderService();
      Disturbances disturbances = new Disturbances(vendors, service, CLOCK, 0.5);

      disturbances.schedule(agenda, Duration.ofMillis(200), 1);
      List<String> failures = agenda.finish();

      assertThat(failures).isEmpty();
      assertThat(service.kills).hasValue(1);
      assertThat(disturbances.counts()).containsEntry("processKilled", 1L);
      // A shop is back with the next polls, what is written with its first write.
      assertThat(disturbances.outages((_, _) -> Optional.of(NOW.plusSeconds(9))))
          .containsExactlyInAnyOrder(
              new Outage(NOW, NOW),
              new Outage(NOW, NOW.plusSeconds(10), "shopify-eu"),
              new Outage(NOW, NOW.plusSeconds(10), "shopify-de"),
              new Outage(NOW, NOW.plusSeconds(9), "netsuite"),
              new Outage(NOW, NOW.plusSeconds(9), "shiphero"));
    }
  }

  @Test
  void wantsNothingWithoutAChance() {
    try (JsonApi nowhere = new JsonApi("http://127.0.0.1:1")) {
      Vendors vendors =
          new Vendors(Map.of(Channel.BRITISH, nowhere, Channel.GERMAN, nowhere), nowhere, nowhere);

      assertThat(new Disturbances(vendors, new OrderService(), CLOCK, 0).wanted()).isFalse();
    }
  }

  private static Vendors vendors(int british, int german, int erp, int warehouse) {
    return new Vendors(
        Map.of(Channel.BRITISH, api(british), Channel.GERMAN, api(german)),
        api(erp),
        api(warehouse));
  }

  private static JsonApi api(int port) {
    return new JsonApi("http://127.0.0.1:" + port);
  }

  private static ShopifyEmulator shop(String name) throws IOException {
    return new ShopifyEmulator(
        new Shop(name, ZoneOffset.UTC, "token", 2_000, 1_000),
        new ShopifyEmulator.Place(
            0, URI.create("http://127.0.0.1:1"), "secret", 1, 1_000, Optional.empty()),
        CLOCK);
  }

  private static NetsuiteEmulator erp() throws IOException {
    return new NetsuiteEmulator(
        new Account("netsuite", ZoneOffset.UTC, "token", 5), 0, 1, Optional.empty(), CLOCK);
  }
}
