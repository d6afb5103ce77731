package io.plumbline.embedded.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The flags of `demo` and `chaos`: one of them is ours, the others are the player's. */
record DemoOptions(Optional<Path> keep, List<String> player) {

  private static final Set<String> OF_ALL =
      Set.of("--orders", "--limit", "--seed", "--faults", "--json");

  /** How many minutes the chaos lasts when nobody says it: every blow falls once. */
  private static final String LONG_ENOUGH = "10";

  /** A command line that cannot be meant; its message is for the person who typed it. */
  static final class Unusable extends RuntimeException {
    Unusable(String message) {
      super(message);
    }
  }

  /** Refuses what the player would refuse, before anything is started. */
  static DemoOptions parse(List<String> arguments) {
    return parse(arguments, Set.of("--rate"));
  }

  /** As for the demo, but the length of the day is told instead of its pace. */
  static DemoOptions chaos(List<String> arguments) {
    DemoOptions given = parse(arguments, Set.of("--minutes", "--blows"));
    var player = new ArrayList<>(List.of("--chaos"));
    player.addAll(given.player());
    if (!player.contains("--minutes")) {
      player.addAll(List.of("--minutes", LONG_ENOUGH));
    }
    return new DemoOptions(given.keep(), List.copyOf(player));
  }

  private static DemoOptions parse(List<String> arguments, Set<String> own) {
    Optional<Path> keep = Optional.empty();
    var player = new ArrayList<String>();
    Iterator<String> rest = split(arguments).iterator();
    while (rest.hasNext()) {
      String flag = rest.next();
      if (flag.equals("--keep")) {
        keep = Optional.of(Path.of(value(flag, rest)));
      } else if (OF_ALL.contains(flag) || own.contains(flag)) {
        player.addAll(List.of(flag, checked(flag, value(flag, rest))));
      } else if (flag.equals("--once")) {
        player.add(flag);
      } else {
        throw new Unusable("unknown flag: " + flag);
      }
    }
    return new DemoOptions(keep, List.copyOf(player));
  }

  /** The seed, which the emulators share with the player. */
  Optional<String> seed() {
    int flag = player.lastIndexOf("--seed");
    return flag < 0 ? Optional.empty() : Optional.of(player.get(flag + 1));
  }

  boolean chaotic() {
    return player.contains("--chaos");
  }

  private static List<String> split(List<String> arguments) {
    return arguments.stream()
        .flatMap(argument ->
            argument.startsWith("--") && argument.contains("=")
                ? List.of(argument.split("=", 2)).stream()
                : List.of(argument).stream())
        .toList();
  }

  private static String value(String flag, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Unusable(flag + " needs a value");
    }
    return rest.next();
  }

  private static String checked(String flag, String value) {
    boolean valid =
        switch (flag) {
          case "--limit" -> value.matches("[1-9][0-9]{0,8}");
          case "--minutes" -> value.matches("[1-9][0-9]{0,3}");
          case "--blows" -> value.matches("[a-zA-Z]+(:[a-z0-9-]+)?(,[a-zA-Z]+(:[a-z0-9-]+)?)*");
          case "--rate" -> value.matches("[0-9]{1,6}(\\.[0-9]+)?") && value.matches(".*[1-9].*");
          case "--seed" -> value.matches("-?[0-9]{1,18}");
          case "--faults" -> value.matches("0|0?\\.[0-9]+|1(\\.0+)?");
          case "--orders" -> Files.isReadable(Path.of(value));
          default -> true;
        };
    if (!valid) {
      throw new Unusable(
          flag
              + " cannot be "
              + value
              + (flag.equals("--orders") ? ": no such readable file" : ""));
    }
    return value;
  }
}
