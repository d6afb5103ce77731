package io.plumbline.embedded.launch;

import io.plumbline.embedded.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** The secrets of one run directory: random, and the same again when the directory is kept. */
record RunSecrets(String masterKey, String webhookSecret, String storefrontToken, String erpToken) {

  static RunSecrets of(RunDirectory run) {
    Path file = run.path("secrets.properties");
    try {
      if (!Files.exists(file)) {
        random().write(file);
      }
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the secrets in " + file + " cannot be had", e);
    }
  }

  /** A file that only its owner reads. */
  static void writePrivately(Path file, String content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content);
  }

  private static RunSecrets random() {
    return new RunSecrets(
        Secrets.masterKey(), Secrets.random(32), Secrets.random(24), Secrets.random(24));
  }

  private static RunSecrets read(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new RunSecrets(
        required(properties, "master-key", file),
        required(properties, "webhook-secret", file),
        required(properties, "storefront-token", file),
        required(properties, "erp-token", file));
  }

  private static String required(Properties properties, String name, Path file) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          file + " has no " + name + "; delete the directory to begin anew");
    }
    return value;
  }

  private void write(Path file) throws IOException {
    writePrivately(
        file,
        """
        master-key=%s
        webhook-secret=%s
        storefront-token=%s
        erp-token=%s
        """
            .formatted(masterKey, webhookSecret, storefrontToken, erpToken));
  }
}
