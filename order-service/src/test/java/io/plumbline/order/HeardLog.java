package io.plumbline.order;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything that is logged while it listens, as it would be written, from DEBUG up. */
final class HeardLog extends Handler {

  private final Logger ours = Logger.getLogger("io.plumbline");
  private final List<String> lines = new ArrayList<>();

  HeardLog() {
    setLevel(Level.ALL);
    setFormatter(new PatternFormatter("%p %c %X %s%e%n"));
  }

  void listen() {
    ours.setLevel(Level.FINE);
    Logger.getLogger("").addHandler(this);
  }

  void stop() {
    Logger.getLogger("").removeHandler(this);
    ours.setLevel(null);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    lines.add(getFormatter().format(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
