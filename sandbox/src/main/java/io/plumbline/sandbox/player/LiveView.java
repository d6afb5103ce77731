package io.plumbline.sandbox.player;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Redraws one block of lines in place. The block is written in one piece and only when it changed,
 * with the terminal's own wrapping off, so nothing flickers and no line tears the block.
 */
final class LiveView implements View {
  private static final String ESC = "\u001b[";
  private static final String HIDE_CURSOR = ESC + "?25l";
  private static final String SHOW_CURSOR = ESC + "?25h";
  private static final String WRAP_OFF = ESC + "?7l";
  private static final String WRAP_ON = ESC + "?7h";

  /** Terminals that know synchronised output show the frame at once; others ignore this. */
  private static final String BEGIN_FRAME = ESC + "?2026h";

  private static final String END_FRAME = ESC + "?2026l";
  private static final String CLEAR_LINE = ESC + "K";
  private static final String CLEAR_BELOW = ESC + "J";

  private static final Style STYLE = new Style(Ansi.ON);

  private final PrintWriter out;
  private final Picture picture = new Picture(STYLE);
  private List<String> drawn = List.of();

  LiveView(PrintWriter out) {
    this.out = out;
    out.print(HIDE_CURSOR + WRAP_OFF);
    out.flush();
  }

  @Override
  public synchronized void show(Progress.Moment moment) {
    List<String> lines = picture.of(moment);
    if (lines.equals(drawn)) {
      return;
    }
    StringBuilder frame = new StringBuilder(BEGIN_FRAME).append(home());
    lines.forEach(line -> frame.append(line).append(CLEAR_LINE).append('\n'));
    out.print(frame.append(CLEAR_BELOW).append(END_FRAME));
    out.flush();
    drawn = lines;
  }

  @Override
  public Style style() {
    return STYLE;
  }

  @Override
  public synchronized void say(List<String> lines) {
    out.print(WRAP_ON);
    lines.forEach(out::println);
    out.print(WRAP_OFF);
    out.flush();
    drawn = List.of(); // What was said stays; the next picture starts below it.
  }

  @Override
  public synchronized void close() {
    out.print(WRAP_ON + SHOW_CURSOR);
    out.flush();
  }

  private String home() {
    return drawn.isEmpty() ? "" : ESC + drawn.size() + "A\r";
  }
}
