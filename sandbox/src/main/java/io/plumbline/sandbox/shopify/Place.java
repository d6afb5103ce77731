package io.plumbline.sandbox.shopify;

import java.util.Comparator;

/** Where an element stands in a sorted list; the id decides ties, so that none hides another. */
record Place(long value, long id) implements Comparable<Place> {
  private static final Comparator<Place> ASCENDING =
      Comparator.comparingLong(Place::value).thenComparingLong(Place::id);

  @Override
  public int compareTo(Place other) {
    return ASCENDING.compare(this, other);
  }

  @Override
  public String toString() {
    return value + "|" + id;
  }

  static Place parse(String text) {
    int bar = text.indexOf('|');
    return new Place(
        Long.parseLong(text.substring(0, bar)), Long.parseLong(text.substring(bar + 1)));
  }
}
