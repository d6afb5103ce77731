package io.plumbline.reconciler.totals;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.view.Said;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one record adds to the control total of its connection, business day and currency. */
@RegisterForReflection
public record ControlEntry(
    String flow,
    String entity,
    String connection,
    String externalId,
    LocalDate day,
    String currency,
    BigDecimal amount) {

  /** Deleted and cancelled orders, and those without an amount, add nothing. */
  public static Optional<ControlEntry> of(String flow, String entity, Said said, ZoneId zone) {
    Commercial commercial = said.commercial().orElse(null);
    if (said.deleted() || commercial == null || commercial.cancelled()) {
      return Optional.empty();
    }
    String currency = commercial.currency();
    BigDecimal total = commercial.total();
    if (currency == null || total == null) {
      return Optional.empty();
    }
    LocalDate day = day(commercial.placedAt(), said.occurredAt(), zone);
    return Optional.of(
        new ControlEntry(flow, entity, said.connection(), said.externalId(), day, currency, total));
  }

  private static LocalDate day(@Nullable String placedAt, Instant occurredAt, ZoneId zone) {
    if (placedAt == null) {
      return occurredAt.atZone(zone).toLocalDate();
    }
    try {
      return Instant.parse(placedAt).atZone(zone).toLocalDate();
    } catch (DateTimeException e) {
      return date(placedAt).orElse(occurredAt.atZone(zone).toLocalDate());
    }
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @JsonIgnore
  public String id() {
    return id(flow, entity, connection, externalId);
  }

  public static String id(String flow, String entity, String connection, String externalId) {
    return String.join("|", flow, entity, connection, externalId);
  }
}
