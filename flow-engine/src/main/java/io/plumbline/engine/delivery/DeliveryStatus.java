package io.plumbline.engine.delivery;

import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.breaker.Breakers.Health;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where deliveries stand, for people and for whoever waits until they are through. */
@Singleton
public class DeliveryStatus {

  private final Connections connections;
  private final Breakers breakers;
  private final DeadLetters letters;

  public DeliveryStatus(Connections connections, Breakers breakers, DeadLetters letters) {
    this.connections = connections;
    this.breakers = breakers;
    this.letters = letters;
  }

  public Numbers numbers(Connection tx) {
    return Sql.one(
            tx,
            row -> new Numbers(row.getLong(1), row.getLong(2), row.getLong(3), letters.open(tx)),
            """
            select count(*) filter (where state = 'due'), count(*) filter (where state = 'leased'),
                   count(*) filter (where state = 'waiting')
            from delivery where state in ('due', 'leased', 'waiting')
            """)
        .orElseThrow();
  }

  /** Breakers and pauses by connection. */
  public Map<String, Health> health(Connection tx) {
    Map<String, Health> health = new TreeMap<>();
    connections.all().forEach(each -> health.put(each.name(), breakers.health(tx, each.name())));
    return health;
  }

  /**
   * One page of deliveries by key.
   *
   * @param afterKey with {@code afterConnection}, the last of the page before
   */
  public List<Row> list(
      Connection tx,
      @Nullable String state,
      @Nullable String connection,
      @Nullable String afterKey,
      @Nullable String afterConnection,
      int limit) {
    return Sql.all(
        tx,
        row ->
            new Row(
                row.getString("key"),
                row.getString("connection"),
                row.getString("reference"),
                row.getLong("revision"),
                row.getLong("achieved"),
                row.getString("state"),
                row.getInt("failures"),
                Sql.instant(row, "due_at"),
                Sql.instant(row, "changed_at")),
        """
        select key, connection, reference, revision, achieved, state, failures, due_at, changed_at
        from delivery
        where (?::text is null or state = ?) and (?::text is null or connection = ?)
          and (?::text is null or (key, connection) > (?, ?))
        order by key, connection limit ?
        """,
        state,
        state,
        connection,
        connection,
        afterKey,
        afterKey,
        afterConnection,
        limit);
  }

  /** How many. */
  @Schema(name = "DeliveryNumbers", description = "How many deliveries are under way")
  public record Numbers(
      @Schema(description = "May be worked on now, or as soon as the connection lets it") long due,
      @Schema(description = "Being called at this moment") long inFlight,
      @Schema(description = "For a retry, or for an unknown outcome to show") long waiting,
      long openDeadLetters) {}

  /** One delivery as it stands. */
  @Schema(name = "DeliveryState", description = "One delivery as it stands")
  public record Row(
      String key,
      String connection,
      @Schema(description = "Ours, by which the record is found again in its system")
          String reference,
      @Schema(description = "The revision that the system must reach") long revision,
      @Schema(description = "The revision that it has reached") long achieved,
      @Schema(
              enumeration = {
                "due",
                "leased",
                "waiting",
                "settled",
                "dead",
                "shadowed",
                "held",
                "unwanted"
              })
          String state,
      @Schema(description = "Counted failures in a row") int failures,
      @Schema(description = "When it is worked on next") Instant dueAt,
      Instant changedAt) {}
}
