package io.plumbline.embedded;

import java.util.Properties;

/** The one stack of this JVM, found again by every class loader that Quarkus makes for a test. */
record SharedStack(
    String serverUrl, String username, String password, String bootstrapServers, String masterKey) {

  private static final String PREFIX = "plumbline.embedded.";

  static SharedStack get() {
    // System properties are what class loaders have in common, and so is their lock.
    Properties shared = System.getProperties();
    synchronized (shared) {
      if (shared.getProperty(PREFIX + "server-url") == null) {
        start().publish(shared);
      }
      return from(shared);
    }
  }

  String jdbcUrl(String database) {
    return serverUrl + database;
  }

  void createDatabase(String name) {
    Databases.create(jdbcUrl("postgres"), username, password, name);
  }

  private static SharedStack start() {
    EmbeddedStack stack = EmbeddedStack.start();
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-embedded-stack"));
    return new SharedStack(
        stack.jdbcUrl(""),
        stack.username(),
        stack.password(),
        stack.bootstrapServers(),
        Secrets.masterKey());
  }

  private void publish(Properties shared) {
    shared.setProperty(PREFIX + "username", username);
    shared.setProperty(PREFIX + "password", password);
    shared.setProperty(PREFIX + "bootstrap-servers", bootstrapServers);
    shared.setProperty(PREFIX + "master-key", masterKey);
    shared.setProperty(PREFIX + "server-url", serverUrl);
  }

  private static SharedStack from(Properties shared) {
    return new SharedStack(
        shared.getProperty(PREFIX + "server-url"),
        shared.getProperty(PREFIX + "username"),
        shared.getProperty(PREFIX + "password"),
        shared.getProperty(PREFIX + "bootstrap-servers"),
        shared.getProperty(PREFIX + "master-key"));
  }
}
