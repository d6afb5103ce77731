package io.plumbline.bench.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A method as it was called from somewhere, with what it called: a node of the folded stacks. */
final class Frame {

  private final String name;
  private final Map<String, Frame> called = new TreeMap<>();
  private long samples;

  Frame(String name) {
    this.name = name;
  }

  /** Counts one sample along these calls, the outermost first. */
  void count(List<String> calls) {
    Frame at = this;
    at.samples++;
    for (String call : calls) {
      at = at.called.computeIfAbsent(call, Frame::new);
      at.samples++;
    }
  }

  String name() {
    return name;
  }

  long samples() {
    return samples;
  }

  Collection<Frame> called() {
    return called.values();
  }
}
