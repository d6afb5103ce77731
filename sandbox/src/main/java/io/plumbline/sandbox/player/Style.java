package io.plumbline.sandbox.player;

import picocli.CommandLine.Help.Ansi;

/** Emphasis where the terminal can show it, plain text where it cannot. */
record Style(Ansi ansi) {
  private static final int WIDTH = 78;

  String bold(String text) {
    return styled("bold", text);
  }

  String faint(String text) {
    return styled("faint", text);
  }

  String good(String text) {
    return styled("fg(green)", text);
  }

  String bad(String text) {
    return styled("fg(red)", text);
  }

  /** A heading with a rule to the right of it. */
  String heading(String text) {
    return bold("━━ " + text + " ") + faint("━".repeat(Math.max(0, WIDTH - 4 - text.length())));
  }

  private String styled(String style, String text) {
    return ansi.string("@|" + style + " " + text + "|@");
  }
}
