package io.plumbline.embedded;

import java.nio.file.Path;

/** The Java that runs us also runs our children. */
public final class JavaPrograms {

  private JavaPrograms() {}

  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
