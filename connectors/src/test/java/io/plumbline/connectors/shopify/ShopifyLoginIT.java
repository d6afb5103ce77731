package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.fixtures.SettableClock;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.ShopifyEmulator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs in at the emulated vendor by the client credentials grant. */
class ShopifyLoginIT {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-07-04T10:00:00Z"));
  private ShopifyEmulator emulator;

  @BeforeEach
  void openTheShop() throws IOException {
    var app = Optional.of(new Shop.App("app-1", "app-secret"));
    emulator =
        new ShopifyEmulator(
            new Shop("shopify-eu", ZoneOffset.UTC, "unused", 2_000, 1_000, app),
            new ShopifyEmulator.Place(
                0, URI.create("http://127.0.0.1:1"), "secret", 1, 1_000, Optional.empty()),
            clock);
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void logsInWithTheAppsCredentials() {
    assertThat(connector("app-secret").fetch("5120")).isEmpty();
  }

  @Test
  void goesOnWhenTheTokensDayIsOver() {
    var connector = connector("app-secret");
    connector.fetch("5120");

    clock.pass(Duration.ofHours(25));

    assertThat(connector.fetch("5120")).isEmpty();
  }

  @Test
  void blamesTheConfigurationWhenTheSecretIsWrong() {
    var connector = connector("guessed");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.fetch("5120"));

    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failure).hasMessageContaining("Check the client's credentials.");
    assertThat(failure.getMessage()).doesNotContain("guessed");
  }

  private Connector connector(String secret) {
    var connection =
        ConnectionBuilder.shop()
            .at(URI.create("http://127.0.0.1:" + emulator.port()))
            .secret("webhook-secret", "secret")
            .secret("client-id", "app-1")
            .secret("client-secret", secret)
            .build();
    return new ShopifyConnectors()
        .open(
            connection,
            new MappingFiles(Optional.empty()),
            new RecordingThrottle(),
            new KeptNotes(),
            clock);
  }
}
