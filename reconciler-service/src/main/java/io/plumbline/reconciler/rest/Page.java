package io.plumbline.reconciler.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page, and where the next one starts, if there is one. */
public record Page<T>(List<T> items, @Nullable String next) {
  public Page {
    items = List.copyOf(items);
  }
}
