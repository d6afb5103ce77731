package io.plumbline.bench.flow;

import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.embedded.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** order-service with one shop, which is emulated, empty and hardly ever polled. */
record OrderService(Served served, String secret) {

  static final String DATABASE = "orders";
  static final String CONNECTION = "shop";

  static OrderService start(Ground ground) {
    ground.database().createDatabase(DATABASE);
    String token = Secrets.random(16);
    String secret = Secrets.random(16);
    Served shop =
        ground.serve(
            "storefront",
            "sandbox/target/sandbox-0.1.0-SNAPSHOT.jar",
            "/sandbox/idle",
            List.of(
                "storefront",
                "--port",
                "{port}",
                "--connection",
                CONNECTION,
                "--token",
                token,
                "--secret",
                secret,
                "--webhooks",
                "http://127.0.0.1:9"), // nobody sells there: it has none to send
            Map.of());
    Map<String, String> settings = new HashMap<>(ground.environment(DATABASE));
    settings.put("PLUMBLINE_MASTER_KEY", Secrets.masterKey());
    settings.put(
        "SMALLRYE_CONFIG_LOCATIONS", configuration(ground, shop.url(), token, secret).toString());
    Served served =
        ground.serve(
            "order-service",
            "order-service/target/quarkus-app/quarkus-run.jar",
            "/q/health/ready",
            List.of(),
            settings);
    return new OrderService(served, secret);
  }

  String webhooks() {
    return served.url() + "/webhooks/" + CONNECTION + "/orders/create";
  }

  private static Path configuration(Ground ground, String shop, String token, String secret) {
    Path file = ground.path("plumbline.yaml");
    try {
      return Files.writeString(
          file,
          """
          plumbline:
            connections:
              %s:
                vendor: shopify
                role: STOREFRONT
                mode: observe
                zone: Europe/London
                url: %s
                secrets: { access-token: "%s", webhook-secret: "%s" }
                poll: { every: 1h }
          """
              .formatted(CONNECTION, shop, token, secret));
    } catch (IOException e) {
      throw new UncheckedIOException("the configuration " + file + " could not be written", e);
    }
  }
}
