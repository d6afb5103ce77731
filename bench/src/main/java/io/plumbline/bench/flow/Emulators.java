package io.plumbline.bench.flow;

import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.embedded.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The emulated vendors of a run, and how order-service is told of them. */
final class Emulators {

  static final String SHOP = "shop";
  static final String ERP = "netsuite";
  static final String WAREHOUSE = "shiphero";

  /** Requests at once: with the ERP's own limit far above, it is ours that counts. */
  static final int CONCURRENCY = 8;

  private final Ground ground;
  private final String token = Secrets.random(16);
  private final String secret = Secrets.random(16);
  private final StringBuilder connections = new StringBuilder();

  Emulators(Ground ground) {
    this.ground = ground;
  }

  String token() {
    return token;
  }

  String secret() {
    return secret;
  }

  /** The connections so far, as they stand in plumbline.yaml. */
  String configuration() {
    return connections.toString();
  }

  /** A shop that sells nothing by itself and is hardly ever polled. */
  Served shop() {
    Served shop = start(SHOP, "storefront", hooks());
    connection(SHOP, "shopify", "STOREFRONT", "observe", shop);
    return shop;
  }

  Served erp() {
    Served erp = start(ERP, "erp", List.of("--concurrency", "64"));
    connection(ERP, "netsuite", "ERP", "live", erp);
    return erp;
  }

  Served warehouse() {
    List<String> arguments =
        new ArrayList<>(List.of("--credits", "10000000", "--credits-per-second", "1000000"));
    arguments.addAll(List.of("--requests", "10000000"));
    arguments.addAll(hooks());
    Served warehouse = start(WAREHOUSE, "wms", arguments);
    connection(WAREHOUSE, "shiphero", "WMS", "live", warehouse);
    return warehouse;
  }

  /** What they tell goes nowhere: who is measured reads back by itself. */
  private List<String> hooks() {
    return List.of("--webhooks", "http://127.0.0.1:9", "--secret", secret);
  }

  private Served start(String connection, String vendor, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(vendor, "--port", "{port}", "--connection", connection, "--token", token));
    arguments.addAll(more);
    return ground.emulate(vendor, "/sandbox/idle", arguments);
  }

  private void connection(String name, String vendor, String role, String mode, Served served) {
    connections.append(
        """
            %s:
              vendor: %s
              role: %s
              mode: %s
              zone: Europe/London
              url: %s
              secrets: { access-token: "%s", webhook-secret: "%s", webhook-secret-all: "%s" }
              poll: { every: 1h }
              concurrency: %d
              settings: %s
        """
            .formatted(
                name,
                vendor,
                role,
                mode,
                served.url(),
                token,
                secret,
                secret,
                CONCURRENCY,
                SETTINGS.getOrDefault(vendor, "{}")));
  }

  private static final Map<String, String> SETTINGS =
      Map.of(
          "netsuite",
          "{ reference-namespace: " + SHOP + " }",
          "shiphero",
          "{ budget: 10000000, budget-per-second: 1000000 }");
}
