package io.plumbline.sandbox.player;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Plain lines for pipes, logs and terminals without colour: one for each thing that is new. */
final class PlainView implements View {
  /** Progress is told in tenths. */
  private static final int PARTS = 10;

  private final PrintWriter out;
  private Phase phase = Phase.PREPARING;
  private String newest = "";
  private String blow = "";
  private int tenths;

  PlainView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void show(Progress.Moment moment) {
    if (moment.phase() != phase) {
      phase = moment.phase();
      out.println(phase.word());
    }
    int now = moment.toPlace() == 0 ? 0 : moment.placed() * PARTS / moment.toPlace();
    if (now > tenths) {
      tenths = now;
      out.printf(
          "%d of %d orders placed, %d disturbances%n",
          moment.placed(), moment.toPlace(), moment.disturbed());
    }
    if (!moment.blow().equals(blow)) {
      blow = moment.blow();
      out.println("  ! " + blow);
    }
    if (!moment.newest().equals(newest)) {
      newest = moment.newest();
      out.println(newest);
    }
    out.flush();
  }

  @Override
  public Style style() {
    return new Style(Ansi.OFF);
  }

  @Override
  public void say(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
