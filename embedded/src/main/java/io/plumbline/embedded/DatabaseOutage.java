package io.plumbline.embedded;

/**
 * A database that nobody reaches from the beginning of the outage until it is closed, while the
 * server and its other databases go on.
 */
public final class DatabaseOutage implements AutoCloseable {

  private final String adminUrl;
  private final String username;
  private final String password;
  private final String database;

  private DatabaseOutage(String adminUrl, String username, String password, String database) {
    this.adminUrl = adminUrl;
    this.username = username;
    this.password = password;
    this.database = database;
  }

  /** Begins at once: every session ends, and none begins. */
  public static DatabaseOutage of(String jdbcUrl, String username, String password) {
    int name = jdbcUrl.lastIndexOf('/') + 1;
    var outage =
        new DatabaseOutage(
            jdbcUrl.substring(0, name) + "postgres", username, password, jdbcUrl.substring(name));
    Databases.shut(outage.adminUrl, username, password, outage.database);
    return outage;
  }

  @Override
  public void close() {
    Databases.open(adminUrl, username, password, database);
  }
}
