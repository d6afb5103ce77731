package io.plumbline.reconciler.topology;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** How far the reconciler is in one partition. */
@RegisterForReflection
public record Status(
    int partition,
    long pendingDeadlines,
    Map<String, Instant> watermarks,
    Map<String, Long> windows,
    Instant at) {

  public Status {
    watermarks = new TreeMap<>(watermarks);
    windows = new TreeMap<>(windows);
  }
}
