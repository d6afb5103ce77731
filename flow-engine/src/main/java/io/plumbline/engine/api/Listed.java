package io.plumbline.engine.api;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a listing. */
@Schema(description = "One page of a listing")
public record Listed<T>(
    List<T> items,
    @Schema(description = "The cursor of the page behind it; null at the end", nullable = true)
        @Nullable String next) {

  public Listed {
    items = List.copyOf(items);
  }

  /** A page out of one row more than it holds: the one more tells that there is another page. */
  public static <T> Listed<T> page(List<T> oneMore, int limit, Function<T, String> place) {
    return oneMore.size() <= limit
        ? new Listed<>(oneMore, null)
        : new Listed<>(oneMore.subList(0, limit), place.apply(oneMore.get(limit - 1)));
  }
}
