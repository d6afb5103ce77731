package io.plumbline.embedded;

import java.nio.file.Path;

/** The Java that runs us also runs our children. */
final class JavaPrograms {

  private JavaPrograms() {}

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
