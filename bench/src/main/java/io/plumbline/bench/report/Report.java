package io.plumbline.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of a run: a table for people, JSON for the record. */
public final class Report {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<Alone> alone = new ArrayList<>();

  public Report(PrintStream out) {
    this.out = out;
  }

  /** One line of what happens now, since a run takes minutes. */
  public void step(String what) {
    out.println("  " + what);
  }

  public void add(Comparison comparison) {
    comparisons.add(comparison);
    out.println();
    out.println(comparison.name() + ":");
    line("ours", comparison.ourTotal(), comparison.unit());
    line("bare", comparison.bareTotal(), comparison.unit());
    out.println(
        String.format(
            Locale.ROOT,
            "  ratio %.2f (median of %d rounds; aim %.1f)",
            comparison.ratio(),
            comparison.ours().size(),
            comparison.aim()));
    out.println();
  }

  /** A result that stands alone. */
  public void add(Alone result) {
    alone.add(result);
    out.println();
    out.println(
        result.name()
            + ":"
            + (result.asked() == null
                ? ""
                : String.format(
                    Locale.ROOT, " %,.0f %s/s asked for", result.asked(), result.unit())));
    line("reached", result.reached(), result.unit());
    if (result.aim() != null) {
      out.println(String.format(Locale.ROOT, "  aim: p99 of %,.0f ms at most", result.aim()));
    }
    out.println();
  }

  private void line(String side, Samples samples, String unit) {
    String latencies =
        samples.timed()
            ? String.format(
                Locale.ROOT, "   p50 %.1f ms, p99 %.1f ms", samples.millis(50), samples.millis(99))
            : "";
    String rate =
        samples.rated()
            ? String.format(Locale.ROOT, "%,10.0f %s/s", samples.perSecond(), unit)
            : String.format(Locale.ROOT, "%,10d %s", samples.done(), unit);
    out.println("  " + side + "  " + rate + latencies);
  }

  public void write(Path file) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    all.put("java", Runtime.version().toString());
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    for (Comparison one : comparisons) {
      ObjectNode node = all.withObject("/results").putObject(one.name());
      node.put("unit", one.unit()).put("ratio", one.ratio()).put("aim", one.aim());
      side(node.putObject("ours"), one.ourTotal());
      side(node.putObject("bare"), one.bareTotal());
    }
    for (Alone one : alone) {
      ObjectNode node = all.withObject("/results").putObject(one.name());
      node.put("unit", one.unit()).put("asked", one.asked()).put("aimP99Millis", one.aim());
      side(node.putObject("reached"), one.reached());
    }
    Files.writeString(file, all.toPrettyString() + "\n");
  }

  private static void side(ObjectNode node, Samples samples) {
    node.put("done", samples.done());
    if (samples.rated()) {
      node.put("perSecond", samples.perSecond());
    }
    if (samples.timed()) {
      node.put("p50Millis", samples.millis(50)).put("p99Millis", samples.millis(99));
    }
  }
}
