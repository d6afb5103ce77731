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
          timeout: 2s
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
          timeout: 2s
          settle: 4s
          concurrency: 4
          # What an order number without an external id refers to: the storefront's own numbers.
          settings: { reference-namespace: shopify-eu }
      delivery: { lease: 5s }
      order:
        delivery: { handled-elsewhere: [pos] }
      reconciler:
        # Longer than a lease, a settle time and two polls: what a killed service leaves half done
        # is finished before it counts as drift.
        policy: { window-floor: 20s }
    """
        .formatted(
            DemoPorts.url(ports.storefront()),
            secrets.storefrontToken(),
            secrets.webhookSecret(),
            DemoPorts.url(ports.erp()),
            secrets.erpToken());
  }
}
