package io.plumbline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How a PostgreSQL program, which refuses to run as root, is run when we are root. */
enum Unprivileged {
  /** We are not root: nothing to do. */
  AS_WE_ARE,

  /** In a user namespace the process is nobody, while its files still belong to us. */
  IN_NAMESPACE,

  /**
   * Containers forbid namespaces, not giving up privileges; files of directories closed to others
   * stay reachable.
   */
  AS_NOBODY;

  private static final int NOBODY = 65534;

  static Unprivileged choose() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return AS_WE_ARE;
    }
    return Stream.of(IN_NAMESPACE, AS_NOBODY)
        .filter(Unprivileged::works)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv can help here: run as a user"
                    + " without privileges"));
  }

  List<String> command(List<String> command) {
    return Stream.concat(prefix().stream(), command.stream()).toList();
  }

  /**
   * Creates the directory so that the process owns it, as PostgreSQL demands of its data directory.
   */
  void own(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (this == AS_NOBODY) {
      Files.setAttribute(directory, "unix:uid", NOBODY);
      Files.setAttribute(directory, "unix:gid", NOBODY);
    }
  }

  private List<String> prefix() {
    return switch (this) {
      case AS_WE_ARE -> List.of();
      case IN_NAMESPACE -> List.of("unshare", "-U");
      case AS_NOBODY ->
          List.of(
              "setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--securebits=+no_setuid_fixup", // so that access(2) honours the capability
              "--inh-caps=+dac_override",
              "--ambient-caps=+dac_override");
    };
  }

  private boolean works() {
    if (!Detached.onPath(prefix().getFirst())) {
      return false;
    }
    try {
      return new ProcessBuilder(command(List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(prefix().getFirst() + " could not be tried", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trying " + prefix().getFirst(), e);
    }
  }
}
