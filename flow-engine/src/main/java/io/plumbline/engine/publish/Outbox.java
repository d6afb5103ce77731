package io.plumbline.engine.publish;

import io.opentelemetry.api.trace.Span;
import io.plumbline.engine.sql.Rows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that leave with the transaction that caused them. */
@Singleton
public class Outbox {

  private static final Rows ROWS =
      new Rows(
          """
          insert into outbox (shard, key, event_id, type, source, occurred_at, payload, trace, retold)
          values
          """,
          "(?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)",
          "");

  /** Adds one event, traced to the span in progress. */
  public void add(Connection tx, Event event) {
    add(tx, List.of(new Traced(event, currentTrace())));
  }

  /** Adds events, numbered in their order. */
  public void add(Connection tx, Collection<Traced> events) {
    ROWS.insert(
        tx,
        events,
        traced -> {
          Event event = traced.event();
          return new @Nullable Object[] {
            Shards.of(event.key()),
            event.key(),
            event.id(),
            event.type(),
            event.connection(),
            event.occurredAt(),
            event.payload().toString(),
            traced.trace(),
            traced.retold()
          };
        });
  }

  /** The span in progress as a W3C trace context, if there is one. */
  public static @Nullable String currentTrace() {
    var span = Span.current().getSpanContext();
    return span.isValid()
        ? "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : null;
  }

  /**
   * An event with the W3C trace it belongs to.
   *
   * @param retold of what is told again, whether more of the entity's history follows
   */
  public record Traced(Event event, @Nullable String trace, @Nullable String retold) {

    public Traced(Event event, @Nullable String trace) {
      this(event, trace, null);
    }

    /** Told again: with more of its entity's history behind it, or as its end. */
    public static Traced again(Event event, boolean more) {
      return new Traced(event, null, more ? "more" : "last");
    }
  }
}
