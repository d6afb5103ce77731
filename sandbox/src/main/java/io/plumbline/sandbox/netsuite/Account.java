package io.plumbline.sandbox.netsuite;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The ERP account: its name, time zone, access token and how many requests it serves at once.
 *
 * @param client the application that may ask for tokens of its own, if there is one
 * @param stampsOrders whether a sales order counts as modified when something is made from it
 */
public record Account(
    String connection,
    ZoneId zone,
    String token,
    int concurrency,
    Optional<Client> client,
    boolean stampsOrders) {

  /**
   * An application, with the certificate that was uploaded for it.
   *
   * @param certificate the id that the account gave the certificate
   * @param key the certificate's public key, PEM
   */
  public record Client(String id, String certificate, String key) {}

  public Account(String connection, ZoneId zone, String token, int concurrency) {
    this(connection, zone, token, concurrency, Optional.empty());
  }

  public Account(
      String connection, ZoneId zone, String token, int concurrency, Optional<Client> client) {
    this(connection, zone, token, concurrency, client, true);
  }

  /** The currencies that a new account has, by internal id. */
  static final Map<String, String> CURRENCIES =
      Map.of("1", "USD", "2", "GBP", "3", "CAD", "4", "EUR");
}
