package io.plumbline.embedded.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The plumbline.yaml of a run: the two connections of the sandbox, as a user would configure real
 * ones.
 */
final class ConnectionsFile {

  private ConnectionsFile() {}

  static Path write(RunDirectory run, DemoPorts ports, RunSecrets secrets) {
    Path file = run.path("plumbline.yaml");
    try {
      RunSecrets.writePrivately(file, content(ports, secrets));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("the configuration " + file + " could not be written", e);
    }
  }

  private static String content(DemoPorts ports, RunSecrets secrets) {
    return """
    plumbline:
      connections:
        shopify-eu:
          vendor: shopify
          role: STOREFRONT
          mode: live
          zone: Europe/London
          url: %s
          secrets:
            access-token: "%s"
            webhook-secret: "%s"
          poll: { every: 2s, overlap: 2m }
          timeout: 5s
          settle: 4s
          settings: { api-version: "2026-10" }
        netsuite:
          vendor: netsuite
          role: ERP
          mode: live
          zone: Europe/London
          url: %s
          secrets:
            access-token: "%s"
          poll: { every: 2s, overlap: 1m }
          timeout: 5s
          settle: 4s
          concurrency: 4
      order:
        delivery: { handled-elsewhere: [pos] }
      reconciler:
        policy: { window-floor: 4s }
    """
        .formatted(
            DemoPorts.url(ports.storefront()),
            secrets.storefrontToken(),
            secrets.webhookSecret(),
            DemoPorts.url(ports.erp()),
            secrets.erpToken());
  }
}
