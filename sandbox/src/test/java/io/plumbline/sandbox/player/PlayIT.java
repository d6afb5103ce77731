package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.netsuite.Account;
import io.plumbline.sandbox.netsuite.NetsuiteEmulator;
import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.ShopifyEmulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole day on the real emulators; only our two services are stand-ins. */
class PlayIT {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @TempDir private Path directory = Path.of(".");
  private final ShopifyEmulator storefront = emulatedShop();
  private final NetsuiteEmulator erp = emulatedErp();
  private final JsonApi shop = new JsonApi("http://127.0.0.1:" + storefront.port());
  private final JsonApi books = new JsonApi("http://127.0.0.1:" + erp.port());

  @AfterEach
  void close() {
    shop.close();
    books.close();
    storefront.close();
    erp.close();
  }

  @Test
  void playsACleanDayAndFindsEveryDrift() throws IOException {
    Path json = directory.resolve("score.json");

    int exitCode;
    try (FakeOrderService orders = new FakeOrderService(shop, books);
        FakeReconciler reconciler = new FakeReconciler(shop, books)) {
      exitCode = play(orders.url(), reconciler.url(), json);
    }

    JsonNode score = JsonApi.JSON.readTree(json.toFile());
    assertThat(score.path("complaints")).isEmpty();
    assertThat(exitCode).isZero();
    assertThat(score.path("read").asInt()).isEqualTo(60);
    // One of them was deleted in the shop itself.
    assertThat(score.path("orders").path("shopify-eu").asInt())
        .isEqualTo(score.path("played").asInt() - 1);
    assertThat(Kind.covered())
        .allSatisfy(kind -> {
          int planted = score.path("planted").path(kind.id()).asInt();
          assertThat(planted).isPositive();
          assertThat(score.path("found").path(kind.id()).asInt()).isEqualTo(planted);
        });
    assertThat(score.at("/planted/missing").asInt()).isEqualTo(3);
    assertThat(score.at("/planted/fieldMismatch").asInt()).isEqualTo(5);
  }

  private int play(String ordersApi, String reconcilerApi, Path json) {
    return new CommandLine(new Play())
        .execute(
            "--run",
            directory.toString(),
            "--storefront",
            shop.base(),
            "--erp",
            books.base(),
            "--orders-api",
            ordersApi,
            "--reconciler-api",
            reconcilerApi,
            "--limit",
            "60",
            "--rate",
            "20",
            "--faults",
            "0",
            "--seed",
            "11",
            "--silent-after",
            FakeReconciler.SILENT_AFTER.toString(),
            "--once",
            "--json",
            json.toString());
  }

  private static ShopifyEmulator emulatedShop() {
    try {
      return new ShopifyEmulator(
          new Shop("shopify-eu", LONDON, "token", 2_000, 1_000),
          new ShopifyEmulator.Place(
              0, URI.create("http://127.0.0.1:1"), "secret", 1, 1_000, Optional.empty()),
          Clock.systemUTC());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static NetsuiteEmulator emulatedErp() {
    try {
      return new NetsuiteEmulator(
          new Account("netsuite", LONDON, "token", 5), 0, 1, Optional.empty(), Clock.systemUTC());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
