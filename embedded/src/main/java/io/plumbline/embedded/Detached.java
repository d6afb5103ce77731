package io.plumbline.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Commands run in a session of their own: Ctrl-C reaches every process of the terminal's group, and
 * would end the database before the services that use it.
 */
public final class Detached {

  private static final List<String> PREFIX = prefix();

  private Detached() {}

  static List<String> command(String... command) {
    return command(List.of(command));
  }

  public static List<String> command(List<String> command) {
    return Stream.concat(PREFIX.stream(), command.stream()).toList();
  }

  static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static List<String> prefix() {
    if (onPath("setsid")) {
      return List.of("setsid");
    }
    if (onPath("perl")) { // macOS has no setsid
      return List.of(
          "perl", "-MPOSIX=setsid", "-e", "setsid(); exec { $ARGV[0] } @ARGV or die $!", "--");
    }
    return List.of();
  }
}
