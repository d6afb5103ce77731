package io.plumbline.engine.publish;

import io.opentelemetry.api.trace.Span;
import io.plumbline.engine.sql.DatabaseFailed;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that leave with the transaction that caused them. */
@Singleton
public class Outbox {

  private static final String INSERT =
      """
      insert into outbox (shard, key, event_id, type, source, occurred_at, payload, trace, retold)
      values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
      """;

  /** Adds one event, traced to the span in progress. */
  public void add(Connection tx, Event event) {
    add(tx, List.of(new Traced(event, currentTrace())));
  }

  /** Adds events in their order, in one round trip. */
  public void add(Connection tx, Collection<Traced> events) {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = tx.prepareStatement(INSERT)) {
      for (Traced traced : events) {
        Event event = traced.event();
        insert.setShort(1, Shards.of(event.key()));
        insert.setString(2, event.key());
        insert.setString(3, event.id());
        insert.setString(4, event.type());
        insert.setString(5, event.connection());
        insert.setTimestamp(6, Timestamp.from(event.occurredAt()));
        insert.setString(7, event.payload().toString());
        insert.setString(8, traced.trace());
        insert.setString(9, traced.retold());
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
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
