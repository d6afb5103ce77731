package io.plumbline.bench.topology;

import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** reconciler-service over a shop, an ERP and a warehouse, none of which can be reached. */
public final class ReconcilerService {

  static final String DATABASE = "reconciler";

  private ReconcilerService() {}

  /** Starts one with a state of its own, as a member of a group of its own. */
  public static Served start(Ground ground, String application, String policy) {
    ground.database().createDatabase(DATABASE);
    Map<String, String> settings = new HashMap<>(ground.environment(DATABASE));
    settings.put("QUARKUS_KAFKA_STREAMS_APPLICATION_ID", application);
    settings.put("SMALLRYE_CONFIG_LOCATIONS", configuration(ground, policy));
    settings.put("KAFKA_STREAMS_STATE_DIR", ground.path(application).toString());
    return ground.serve(
        "reconciler-service",
        "reconciler-service/target/quarkus-app/quarkus-run.jar",
        "/q/health/live",
        List.of(),
        settings);
  }

  private static String configuration(Ground ground, String policy) {
    try {
      return Files.writeString(
              ground.path("reconciler.yaml"),
              """
              plumbline:
                connections:
                  shop: { vendor: shopify, role: STOREFRONT, mode: live, zone: Europe/London, url: "http://127.0.0.1:9" }
                  netsuite: { vendor: netsuite, role: ERP, mode: live, zone: Europe/London, url: "http://127.0.0.1:9" }
                  shiphero: { vendor: shiphero, role: WMS, mode: live, zone: Europe/London, url: "http://127.0.0.1:9" }
                reconciler:
                  policy: { presence: [ERP, WMS]%s }
              """
                  .formatted(policy))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException("the reconciler's configuration could not be written", e);
    }
  }
}
