package io.plumbline.engine.connection;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One instance of an external system, as configured.
 *
 * @param name unique in the installation and safe in a URL path, such as {@code shopify-eu}
 * @param vendor names the connector, such as {@code shopify}
 * @param mode the configured mode; the mode in force may have been changed at run time
 * @param zone gives business days their boundaries
 * @param secrets by name; never logged
 * @param expectedEvery the longest rest between two pushes, of one that is not polled
 * @param timeout hard bound of one request, shorter than a delivery's lease
 * @param settle how long a write of unknown outcome may take to become visible
 * @param settings whatever else the vendor's connector understands
 */
public record Connection(
    String name,
    String vendor,
    Role role,
    Mode mode,
    ZoneId zone,
    URI url,
    Map<String, String> secrets,
    Optional<Polling> polling,
    Optional<Duration> expectedEvery,
    Duration timeout,
    Duration settle,
    int concurrency,
    Map<String, String> settings) {

  /** One that may be silent for as long as it likes. */
  public Connection(
      String name,
      String vendor,
      Role role,
      Mode mode,
      ZoneId zone,
      URI url,
      Map<String, String> secrets,
      Optional<Polling> polling,
      Duration timeout,
      Duration settle,
      int concurrency,
      Map<String, String> settings) {
    this(
        name,
        vendor,
        role,
        mode,
        zone,
        url,
        secrets,
        polling,
        Optional.empty(),
        timeout,
        settle,
        concurrency,
        settings);
  }

  public Connection {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          "plumbline.connections: expected a name of lower-case letters, digits and hyphens, found '"
              + name
              + "'. Rename the connection.");
    }
    secrets = Map.copyOf(secrets);
    settings = Map.copyOf(settings);
  }

  /** The secret, or an error that names the key to set. */
  public String secret(String secret) {
    return Optional.ofNullable(secrets.get(secret))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "plumbline.connections.%s.secrets.%s is expected and not set. Give it the value or an ${ENVIRONMENT_VARIABLE}."
                    .formatted(name, secret)));
  }

  public String setting(String setting, String otherwise) {
    return settings.getOrDefault(setting, otherwise);
  }

  /** The secrets under these names that are set, in order: two live ones during a rotation. */
  public List<String> secretsPresent(String... names) {
    return List.of(names).stream().filter(secrets::containsKey).map(secrets::get).toList();
  }

  /** Secrets stay out of logs, whoever prints a connection. */
  @Override
  public String toString() {
    return "Connection[" + name + ", " + vendor + ", " + role + ", " + mode + "]";
  }

  /**
   * How a vendor's listing is read.
   *
   * @param every the pause between two polls; no window of this connection is shorter
   * @param overlap how far behind its cursor a poll starts, for commit and index lag of the vendor
   */
  public record Polling(Duration every, Duration overlap) {}
}
