package io.plumbline.embedded.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The plumbline.yaml of a run: the two connections of the sandbox, as a user would configure real
 * ones.
 */
final class ConnectionsFile {

  /**
   * A vendor that is away for six seconds is read again after twelve, or after half a minute when
   * one more poll fails by chance: that is no silence. The player is told, since it plays one.
   */
  static final Duration SILENT_AFTER = Duration.ofSeconds(35);

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
    # A killed service keeps its share of the inbox for so long, and nothing is heard meanwhile.
    kafka: { session: { timeout: { ms: 10000 } } }
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
          # Polls that fail come ever later: 2.6, 7.8, 18.2 and 39 s after the first, which is soon
          # after the silence that the player plays, and makes the run no longer.
          poll: { every: 1300ms, overlap: 2m }
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
        policy: { window-floor: 20s, silent-after: %s }
    """
        .formatted(
            DemoPorts.url(ports.storefront()),
            secrets.storefrontToken(),
            secrets.webhookSecret(),
            DemoPorts.url(ports.erp()),
            secrets.erpToken(),
            SILENT_AFTER);
  }
}
