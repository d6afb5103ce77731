package io.plumbline.reconciler.topology;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A partition's word that all it had to say in turns before this one has been said.
 *
 * @param source the partition
 * @param turn the second of the watermarks, which all partitions hear alike
 * @param watermarks how far each connection had been heard when the turn began
 */
@RegisterForReflection
record Mark(int source, long turn, Instant at, Map<String, Instant> watermarks) {

  Mark {
    watermarks = new TreeMap<>(watermarks);
  }

  /** What holds of both: as far as the one that is less far. */
  Mark and(Mark other) {
    Map<String, Instant> both = new TreeMap<>();
    watermarks.forEach((name, time) -> {
      Instant there = other.watermarks.get(name);
      if (there != null) {
        both.put(name, earlier(time, there));
      }
    });
    return new Mark(source, Math.min(turn, other.turn), earlier(at, other.at), both);
  }

  Mark from(int partition) {
    return new Mark(partition, turn, at, watermarks);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
