package io.plumbline.embedded;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class path of the broker's JVM: it is built by the module embedded-broker, beside this one,
 * and never appears on the class path of a service or its tests.
 */
final class BrokerClassPath {

  private BrokerClassPath() {}

  static String find() {
    Path target = ownCode().resolve("../../../embedded-broker/target").normalize();
    Path libraries = target.resolve("lib");
    if (!Files.isDirectory(libraries)) {
      throw new IllegalStateException(
          "the broker's libraries are not in "
              + libraries
              + "; build the module embedded-broker first");
    }
    return target.resolve("classes") + File.pathSeparator + libraries.resolve("*");
  }

  /** This code comes from target/classes or from the jar beside it. */
  private static Path ownCode() {
    try {
      URI source =
          BrokerClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(source).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of this code is no path", e);
    }
  }
}
