package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered and for how much, in shop currency. Fingerprints of personal data are left
 * unread: no rule of the order flow compares them, so they enter no store of the reconciler.
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Commercial(
    @Nullable String status,
    @Nullable String channel,
    @Nullable String currency,
    @Nullable String placedAt,
    @Nullable Instant cancelledAt,
    @Nullable BigDecimal total,
    @Nullable BigDecimal tax,
    @Nullable Boolean taxesIncluded,
    @Nullable BigDecimal discount,
    @Nullable BigDecimal shipping,
    Map<String, Line> lines) {

  public Commercial {
    // Map.copyOf refuses the null of a line, which no comparison could read.
    //noinspection ConstantValue: a connection that holds no lines leaves the field out
    lines = lines == null ? Map.of() : new TreeMap<>(Map.copyOf(lines));
  }

  public boolean cancelled() {
    return "cancelled".equals(status);
  }

  /** What can be said of one part of an order: whether the whole was called off. */
  public Commercial ofAPart() {
    return new Commercial(
        status, channel, null, placedAt, cancelledAt, null, null, null, null, null, Map.of());
  }

  /** One order line; {@code reference} is the line's name in the record of authority. */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Line(
      @Nullable String sku,
      @Nullable BigDecimal quantity,
      @Nullable BigDecimal unitPrice,
      @Nullable String reference) {}
}
