package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was paid and invoiced, as one connection says it.
 *
 * @param invoices by the connection's own ids; null where it does not hold them
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Billing(@Nullable String status, @Nullable Map<String, Invoice> invoices) {

  public Billing {
    invoices = invoices == null ? null : new TreeMap<>(invoices);
  }

  /**
   * One invoice.
   *
   * @param lines quantities by line
   */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Invoice(Map<String, BigDecimal> lines) {
    public Invoice {
      //noinspection ConstantValue: a connection that does not hold them leaves the field out
      lines = lines == null ? Map.of() : new TreeMap<>(lines);
    }
  }
}
