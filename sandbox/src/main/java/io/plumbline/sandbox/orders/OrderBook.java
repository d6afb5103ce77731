package io.plumbline.sandbox.orders;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The invoices of a file, each either playable or counted with its reason. */
public record OrderBook(List<Invoice> playable, Map<Reason, Integer> counted) {

  public OrderBook {
    playable = List.copyOf(playable);
    counted = Collections.unmodifiableMap(new TreeMap<>(counted));
  }

  /** Every invoice read: playable and counted. */
  public int read() {
    return playable.size() + counted.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Lines of playable invoices that are no part of the order, by reason. */
  public Map<Reason, Integer> linesSetAside() {
    Map<Reason, Integer> sums = new TreeMap<>();
    playable.forEach(
        invoice -> invoice.setAside().forEach((reason, n) -> sums.merge(reason, n, Integer::sum)));
    return sums;
  }
}
