package io.plumbline.reconciler.view;

/**
 * A connection's word as it comes by way of the things that orders share, which is later than in
 * the order itself. It has a clock of its own, under a name that no connection can have.
 */
public final class Detour {
  private static final String BY_WAY_OF = "*";

  private Detour() {}

  public static String of(String connection) {
    return BY_WAY_OF + connection;
  }

  public static boolean is(String name) {
    return name.startsWith(BY_WAY_OF);
  }

  /** The connection whose word it is, whichever way it comes. */
  public static String connection(String name) {
    return is(name) ? name.substring(BY_WAY_OF.length()) : name;
  }
}
