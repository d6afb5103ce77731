package io.plumbline.embedded.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The plumbline.yaml of a run: the connections of the sandbox, as a user would configure real ones.
 */
final class ConnectionsFile {

  static final String STOREFRONT = "shopify-eu";
  static final String SECOND_STOREFRONT = "shopify-de";
  static final String ERP = "netsuite";
  static final String WAREHOUSE = "shiphero";

  /**
   * A vendor that is away for six seconds is read again after twelve, or after half a minute when
   * one more poll fails by chance: that is no silence. The player is told, since it plays one.
   */
  static final Duration SILENT_AFTER = Duration.ofSeconds(35);

  /** Ordinary rests of an order follow within seconds, and so does the carrier. */
  static final Duration STUCK_AFTER = Duration.ofSeconds(45);

  /** What it costs when a buyer asks where a parcel is. */
  static final SortedMap<String, String> SUPPORT_COSTS =
      Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("GBP", "4.50", "EUR", "5.00")));

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
    %s%s%s%s\
      delivery: { lease: 5s }
      order:
        delivery: { handled-elsewhere: [pos] }
        books: { deposits: true, invoices: true }
      reconciler:
        policy:
          # Longer than a lease, a settle time, two polls and the start of a service on a machine that
          # ten processes share: what a kill leaves half done is finished before it counts as drift.
          window-floor: 30s
          silent-after: %s
          # Parcels are told to the channel that sold them.
          fulfilment-told: true
          presence: [ERP, WMS]
          stuck-after: { partial: %s, at-dock: %s }
          support-cost-per-order: { %s }
    """
        .formatted(
            storefront(STOREFRONT, "Europe/London", ports.storefront(), secrets),
            storefront(SECOND_STOREFRONT, "Europe/Berlin", ports.secondStorefront(), secrets),
            erp(ports, secrets),
            warehouse(ports, secrets),
            SILENT_AFTER,
            STUCK_AFTER,
            STUCK_AFTER,
            supportCosts());
  }

  private static String supportCosts() {
    return SUPPORT_COSTS.entrySet().stream()
        .map(cost -> "%s: \"%s\"".formatted(cost.getKey(), cost.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String storefront(String name, String zone, int port, RunSecrets secrets) {
    return """
        %s:
          vendor: shopify
          role: STOREFRONT
          mode: live
          zone: %s
          url: %s
          secrets:
            access-token: "%s"
            webhook-secret: "%s"
          # Polls that fail come ever later: 2.6, 7.8, 18.2 and 39 s after the first, which is soon
          # after the silence that the player plays, and makes the run no longer.
          poll: { every: 1300ms, overlap: 2m }
          timeout: 2s
          settle: 4s
          # A day in a minute: the account is read as often as the orders.
          settings: { api-version: "2026-10", payouts: true, payouts-every: 3s }
    """
        .formatted(
            name, zone, DemoPorts.url(port), secrets.token(name), secrets.webhookSecret(name));
  }

  private static String erp(DemoPorts ports, RunSecrets secrets) {
    return """
        %s:
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
          settings: { reference-namespace: %s }
    """
        .formatted(ERP, DemoPorts.url(ports.erp()), secrets.token(ERP), STOREFRONT);
  }

  private static String warehouse(DemoPorts ports, RunSecrets secrets) {
    return """
        %s:
          vendor: shiphero
          role: WMS
          mode: live
          zone: Europe/London
          url: %s
          secrets:
            access-token: "%s"
            webhook-secret-all: "%s"
          poll: { every: 2s, overlap: 1m }
          timeout: 2s
          settle: 4s
          concurrency: 4
          settings: { budget: 240240, budget-per-second: 3600 }
    """
        .formatted(
            WAREHOUSE,
            DemoPorts.url(ports.warehouse()),
            secrets.token(WAREHOUSE),
            secrets.webhookSecret(WAREHOUSE));
  }
}
