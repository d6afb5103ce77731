package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.oracle.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewTest {
  private final StringWriter screen = new StringWriter();
  private final PrintWriter out = new PrintWriter(screen);

  @Test
  void showsPlainLinesWithoutAnyEscape() {
    try (View view = new PlainView(out)) {
      view.show(moment(0, ""));
      view.show(moment(5, "netsuite is wrong: order #1"));
    }

    assertThat(screen.toString())
        .isEqualToNormalizingNewlines(
            """
            playing
            5 of 10 orders placed, 3 disturbances
            netsuite is wrong: order #1
            """);
  }

  @Test
  void drawsNothingWhenNothingChanged() {
    try (View view = new LiveView(out)) {
      view.show(moment(5, ""));
      int drawn = screen.getBuffer().length();
      view.show(moment(5, ""));

      assertThat(screen.getBuffer()).hasSize(drawn);
    }
  }

  @Test
  void redrawsInPlaceAndGivesTheCursorBack() {
    View view = new LiveView(out);
    view.show(moment(5, ""));
    int lines = (int) screen.toString().chars().filter(c -> c == '\n').count();
    view.show(moment(6, ""));
    view.close();

    assertThat(screen.toString()).contains("\u001b[" + lines + "A\r").endsWith("\u001b[?25h");
  }

  private static Progress.Moment moment(int placed, String newest) {
    return new Progress.Moment(
        Phase.PLAYING,
        placed,
        10,
        Map.of("throttle", 3L),
        Map.of(Kind.MISSING, 1),
        Map.of("missing", 1),
        newest,
        "12.00 GBP",
        List.of(),
        "");
  }
}
