package io.plumbline.reconciler.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.Values;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

/**
 * When an episode outlives its window, in the order in which the store is scanned: all deadlines
 * that wait for the same connections stand together, by time. A connection that stands still delays
 * only the deadlines that concern it.
 */
record Deadline(String concerned, Instant at, String key, String slot) {
  private static final char BETWEEN = '\n';
  private static final byte END = 0;

  /** The store keeps milliseconds: a finer time would not equal itself once it is read back. */
  Deadline {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  static Deadline of(String key, Episode episode) {
    return new Deadline(
        group(episode.discrepancy().concerned()),
        episode.deadline(),
        key,
        episode.discrepancy().slot());
  }

  static String group(Set<String> connections) {
    return String.join(String.valueOf(BETWEEN), new TreeSet<>(connections));
  }

  static Set<String> connections(String group) {
    return Set.of(group.split(String.valueOf(BETWEEN), -1));
  }

  /** Whether it bounds a state that every order passes through. */
  boolean waits() {
    return of(Kind.STUCK, "")
        || of(Kind.PAYOUT_MISMATCH, Values.IN_PAYOUT)
        || of(Kind.TOLD_SHIPPED, Values.OF_SHIPMENT);
  }

  private boolean of(Kind kind, String fields) {
    return slot.startsWith(kind.id() + '|') && slot.endsWith(fields);
  }

  Bytes bytes() {
    byte[] prefix = concerned.getBytes(UTF_8);
    byte[] name = (key + BETWEEN + slot).getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + 1 + Long.BYTES + name.length)
            .put(prefix)
            .put(END)
            .putLong(at.toEpochMilli())
            .put(name)
            .array());
  }

  /** Everything of a group from its first deadline up to, not including, this time. */
  static Bytes edge(String group, long millis) {
    byte[] prefix = group.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + 1 + Long.BYTES)
            .put(prefix)
            .put(END)
            .putLong(millis)
            .array());
  }

  static Deadline read(Bytes stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored.get());
    int end = 0;
    while (buffer.get(end) != END) {
      end++;
    }
    byte[] prefix = new byte[end];
    buffer.get(prefix);
    buffer.get();
    Instant at = Instant.ofEpochMilli(buffer.getLong());
    byte[] name = new byte[buffer.remaining()];
    buffer.get(name);
    String[] parts = new String(name, UTF_8).split(String.valueOf(BETWEEN), 2);
    return new Deadline(new String(prefix, UTF_8), at, parts[0], parts[1]);
  }
}
