package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Links and observations as they were published. */
@Singleton
public class PublishedReplicas {

  private final EntityKeys keys;
  private final Flow flow;
  private final ObservedEvents events;

  public PublishedReplicas(EntityKeys keys, Flow flow, Fingerprints fingerprints) {
    this.keys = keys;
    this.flow = flow;
    this.events = new ObservedEvents(flow, fingerprints);
  }

  /** As apply locks it. */
  public void lock(Connection tx, String key) {
    Sql.all(tx, row -> true, "select 1 from entity where key = ? for update", key);
  }

  /** The end of a key that turned out to be another entity's. */
  public Optional<Event> end(Connection tx, String key) {
    return Sql.one(
        tx,
        row -> {
          var payload = StoredContent.object(row.getString("merge_event"));
          return new Event(
              EventIds.linked(flow.name(), key, payload.path("key").asText()),
              key,
              "linked",
              row.getString("merge_source"),
              Sql.instant(row, "merged_at"),
              payload);
        },
        """
        select merge_event, merge_source, merged_at from entity
        where key = ? and merge_event is not null
        """,
        key);
  }

  /**
   * How much of a history there was to tell.
   *
   * @param skipped states of which nobody kept the role, nor has their record
   */
  public record History(long told, long skipped) {
    public static final History NONE = new History(0, 0);
  }

  /**
   * Hands over all that was told of an entity, in the order in which it was. What was told under a
   * key that ended ended with it: what was known then is told under the key that goes on.
   */
  public History history(Connection tx, String key, Consumer<Event> to) {
    var newest = new Newest(tx, key);
    AtomicLong told = new AtomicLong();
    AtomicLong skipped = new AtomicLong();
    Sql.each(
        tx,
        row -> event(row, newest),
        event -> {
          (event.isPresent() ? told : skipped).incrementAndGet();
          event.ifPresent(to);
        },
        // Nobody kept the role and the mode of what was observed before V9.
        """
        select o.event_id, o.key, o.connection, o.external_id, o.version, o.facets, o.deleted,
               o.occurred_at, o.observed_at, o.evidence, o.fingerprints,
               coalesce(o.role, r.role) as role, coalesce(o.mode, r.mode) as mode
        from observation o join entity e on e.key = o.key
        left join replica r on r.connection = o.connection and r.external_id = o.external_id
        where o.key = ? and e.merged_into is null
        order by o.told nulls first, o.observed_at, o.version
        """,
        key);
    return new History(told.get(), skipped.get());
  }

  private Optional<Event> event(ResultSet row, Newest newest) throws SQLException {
    String role = row.getString("role");
    String mode = row.getString("mode");
    if (role == null || mode == null) {
      return Optional.empty();
    }
    String connection = row.getString("connection");
    String externalId = row.getString("external_id");
    String fingerprints = row.getString("fingerprints");
    return Optional.of(
        events.observed(
            new Observation(
                row.getString("event_id"),
                row.getString("key"),
                connection,
                role,
                externalId,
                row.getLong("version"),
                events.published(
                    StoredContent.object(row.getString("facets")),
                    fingerprints == null
                        ? newest.fingerprints(connection, externalId)
                        : StoredContent.object(fingerprints)),
                row.getBoolean("deleted"),
                Sql.instant(row, "occurred_at"),
                Sql.instant(row, "observed_at"),
                mode,
                StoredContent.object(row.getString("evidence")))));
  }

  /** The fingerprints of an entity's newest states, in place of those that nobody kept yet. */
  private final class Newest {

    private final Connection tx;
    private final String key;
    private @Nullable Map<String, ReplicaRow> held;

    Newest(Connection tx, String key) {
      this.tx = tx;
      this.key = key;
    }

    ObjectNode fingerprints(String connection, String externalId) {
      if (held == null) {
        held = ReplicaTable.load(tx, entity(tx, key)).getOrDefault(key, Map.of());
      }
      ReplicaRow row = held.get(ReplicaTable.record(connection, externalId));
      return row == null
          ? JsonNodeFactory.instance.objectNode()
          : events.fingerprints(row.content());
    }
  }

  private Map<String, EntityRow> entity(Connection tx, String key) {
    return Sql.one(
            tx,
            row ->
                new EntityRow(
                    key, keys.with(key, row.getBytes("data_key")), Sql.instant(row, "created_at")),
            "select data_key, created_at from entity where key = ?",
            key)
        .map(entity -> Map.of(key, entity))
        .orElseThrow();
  }
}
