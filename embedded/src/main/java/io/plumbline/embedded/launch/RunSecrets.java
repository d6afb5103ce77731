package io.plumbline.embedded.launch;

import io.plumbline.embedded.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** The secrets of one run directory: random, and the same again when the directory is kept. */
record RunSecrets(Map<String, String> values) {

  private static final String MASTER_KEY = "master-key";
  private static final List<String> CONNECTIONS =
      List.of(
          ConnectionsFile.STOREFRONT,
          ConnectionsFile.SECOND_STOREFRONT,
          ConnectionsFile.ERP,
          ConnectionsFile.WAREHOUSE);

  RunSecrets {
    values = Map.copyOf(values);
  }

  static RunSecrets of(RunDirectory run) {
    Path file = run.path("secrets.properties");
    try {
      if (!Files.exists(file)) {
        write(random(), file);
      }
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the secrets in " + file + " cannot be had", e);
    }
  }

  String masterKey() {
    return value(MASTER_KEY);
  }

  /** What lets us call the vendor of a connection. */
  String token(String connection) {
    return value(tokenOf(connection));
  }

  /** What the vendor of a connection signs its webhooks with. */
  String webhookSecret(String connection) {
    return value(webhookSecretOf(connection));
  }

  /** A file that only its owner reads. */
  static void writePrivately(Path file, String content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content);
  }

  private String value(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static Map<String, String> random() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(MASTER_KEY, Secrets.masterKey());
    for (String connection : CONNECTIONS) {
      values.put(tokenOf(connection), Secrets.random(24));
      values.put(webhookSecretOf(connection), Secrets.random(32));
    }
    return values;
  }

  private static String tokenOf(String connection) {
    return connection + ".token";
  }

  private static String webhookSecretOf(String connection) {
    return connection + ".webhook-secret";
  }

  private static RunSecrets read(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : random().keySet()) {
      String value = properties.getProperty(name);
      if (value == null) {
        throw new IllegalStateException(
            file + " has no " + name + "; delete the directory to begin anew");
      }
      values.put(name, value);
    }
    return new RunSecrets(values);
  }

  private static void write(Map<String, String> values, Path file) throws IOException {
    writePrivately(
        file,
        values.entrySet().stream()
            .map(secret -> secret.getKey() + "=" + secret.getValue() + "\n")
            .collect(Collectors.joining()));
  }
}
