package io.plumbline.reconciler.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page, and where the next one starts, if there is one. */
@Schema(description = "One page of a listing")
public record Page<T>(
    List<T> items,
    @Schema(description = "The cursor of the page behind it; null at the end", nullable = true)
        @Nullable String next) {
  public Page {
    items = List.copyOf(items);
  }
}
