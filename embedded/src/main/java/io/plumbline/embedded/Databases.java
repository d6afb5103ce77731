package io.plumbline.embedded;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** Databases of a server, by name. */
final class Databases {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private Databases() {}

  /** Creates the database unless it exists. */
  static void create(String adminUrl, String user, String password, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a database is named in lower case letters, digits and _, not: " + name);
    }
    try (Connection connection = connect(adminUrl, user, password)) {
      if (!exists(connection, name)) {
        try (var create = connection.createStatement()) {
          create.execute("CREATE DATABASE " + name);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "the database " + name + " could not be created at " + adminUrl, e);
    }
  }

  /** Ends every session of the database, and takes no new one. */
  static void shut(String adminUrl, String user, String password, String name) {
    run(
        adminUrl,
        user,
        password,
        "ALTER DATABASE %s WITH ALLOW_CONNECTIONS false".formatted(name),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
            .formatted(name));
  }

  static void open(String adminUrl, String user, String password, String name) {
    run(adminUrl, user, password, "ALTER DATABASE %s WITH ALLOW_CONNECTIONS true".formatted(name));
  }

  private static void run(String adminUrl, String user, String password, String... statements) {
    try (Connection connection = connect(adminUrl, user, password);
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "expected %s to take %s".formatted(adminUrl, List.of(statements)), e);
    }
  }

  /** Not by DriverManager, which knows only the drivers of one class loader. */
  private static Connection connect(String url, String user, String password) throws SQLException {
    var login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    for (Driver driver : ServiceLoader.load(Driver.class, Databases.class.getClassLoader())) {
      if (driver.acceptsURL(url)) {
        return driver.connect(url, login);
      }
    }
    throw new IllegalStateException("no JDBC driver for " + url);
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }
}
