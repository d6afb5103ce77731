package io.plumbline.bench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Draws a recording of the flight recorder: how wide a call is, so much time went into it. */
public final class FlameGraph {

  private static final String SAMPLE = "jdk.ExecutionSample";

  /** In native code nearly everybody waits; only the state store works there. */
  private static final String NATIVE_SAMPLE = "jdk.NativeMethodSample";

  private static final String NATIVE_WORK = "org.rocksdb.";

  private static final int WIDTH = 1200;
  private static final int ROW = 15;

  /** What is narrower than this share is not drawn: nobody could read it. */
  private static final double LEAST = 0.004;

  private static final int DEEPEST = 60;
  private static final double LETTER = 6.2;

  private final StringBuilder boxes = new StringBuilder();
  private final Frame all;
  private int deepest;

  private FlameGraph(Frame all) {
    this.all = all;
  }

  /** Draws the recording into the file. */
  public static void draw(Path recording, String title, Path svg) {
    FlameGraph graph = new FlameGraph(folded(recording));
    graph.box(graph.all, 0, 0);
    try {
      Files.writeString(svg, graph.page(title));
    } catch (IOException e) {
      throw new UncheckedIOException("the flame graph " + svg + " could not be written", e);
    }
  }

  private static Frame folded(Path recording) {
    Frame all = new Frame("all");
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (works(event)) {
          all.count(calls(event));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("the recording " + recording + " could not be read", e);
    }
  }

  private static boolean works(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return false;
    }
    String type = event.getEventType().getName();
    return type.equals(SAMPLE)
        || (type.equals(NATIVE_SAMPLE)
            && name(event.getStackTrace().getFrames().getFirst()).startsWith(NATIVE_WORK));
  }

  /** By thread, then from the outermost call inwards. */
  private static List<String> calls(RecordedEvent event) {
    List<String> calls = new ArrayList<>();
    RecordedThread thread = event.getThread("sampledThread");
    String name = thread == null ? null : thread.getJavaName();
    calls.add(name == null ? "nameless" : name.replaceAll("[0-9a-f-]*\\d[0-9a-f-]*", "#"));
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    frames.reversed().stream().map(FlameGraph::name).limit(DEEPEST).forEach(calls::add);
    return calls;
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + '.' + frame.getMethod().getName();
  }

  private void box(Frame frame, int depth, double from) {
    double width = (double) frame.samples() * WIDTH / Math.max(1, all.samples());
    if (width < LEAST * WIDTH) {
      return;
    }
    deepest = Math.max(deepest, depth);
    String text = escaped(shortened(frame.name()));
    boxes.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s %.1f%%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
                + " fill=\"%s\"/>",
            text,
            frame.samples() * 100.0 / Math.max(1, all.samples()),
            from,
            (depth + 2) * ROW,
            Math.max(0.5, width - 0.5),
            ROW - 1,
            colour(frame.name())));
    int letters = (int) (width / LETTER);
    if (letters > 3) {
      boxes.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\">%s</text>",
              from + 2,
              (depth + 3) * ROW - 4,
              escaped(cut(shortened(frame.name()), letters))));
    }
    boxes.append("</g>\n");
    double at = from;
    for (Frame called : frame.called()) {
      box(called, depth + 1, at);
      at += (double) called.samples() * WIDTH / Math.max(1, all.samples());
    }
  }

  private String page(String title) {
    int height = (deepest + 4) * ROW;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="monospace" font-size="10">
    <rect width="%1$d" height="%2$d" fill="#fff"/>
    <text x="4" y="14" font-size="12">%3$s: %4$d samples; ours is orange, JSON green, Kafka blue, RocksDB purple, the database red</text>
    %5$s</svg>
    """
        .formatted(WIDTH, height, escaped(title), all.samples(), boxes);
  }

  /** The class without its package, and the method. */
  private static String shortened(String name) {
    int method = name.lastIndexOf('.');
    int type = method < 0 ? -1 : name.lastIndexOf('.', method - 1);
    return name.substring(type + 1);
  }

  private static String cut(String text, int letters) {
    return text.length() <= letters ? text : text.substring(0, letters);
  }

  private static String colour(String name) {
    if (name.startsWith("io.plumbline.")) {
      return "#f6a04d";
    } else if (name.startsWith("com.fasterxml.jackson.")) {
      return "#8bc77b";
    } else if (name.startsWith("org.apache.kafka.")) {
      return "#8fb4e3";
    } else if (name.startsWith("org.rocksdb.")) {
      return "#b79ad8";
    } else if (name.startsWith("org.postgresql.") || name.startsWith("io.agroal.")) {
      return "#e58b88";
    }
    return "#dcdcdc";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
