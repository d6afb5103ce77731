package io.plumbline.sandbox.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** A list that only grows; the sequence number of an entry is its place, from 1. */
public final class Log<T> {
  private final List<T> entries = new ArrayList<>();

  /** Adds the entry that {@code make} builds for the next number. */
  public synchronized T add(LongFunction<T> make) {
    T entry = make.apply(entries.size() + 1L);
    entries.add(entry);
    return entry;
  }

  /** Entries behind {@code seq}, at most {@code limit}. */
  public synchronized List<T> since(long seq, int limit) {
    int from = Math.clamp(seq, 0, entries.size());
    int to = (int) Math.min(entries.size(), from + (long) limit);
    return List.copyOf(entries.subList(from, to));
  }

  public synchronized int size() {
    return entries.size();
  }
}
