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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** In key order, as apply locks them. */
  public void lock(Connection tx, Collection<String> wanted) {
    Sql.all(
        tx,
        row -> true,
        "select 1 from entity where key = any (?) order by key for update",
        (Object) wanted.toArray(String[]::new));
  }

  /** The ends of those keys that turned out to be another entity's. */
  public List<Event> links(Connection tx, Collection<String> wanted) {
    return Sql.all(
        tx,
        row -> {
          var payload = StoredContent.object(row.getString("merge_event"));
          String from = row.getString("key");
          return new Event(
              EventIds.linked(flow.name(), from, payload.path("key").asText()),
              from,
              "linked",
              row.getString("merge_source"),
              Sql.instant(row, "merged_at"),
              payload);
        },
        """
        select key, merge_event, merge_source, merged_at from entity
        where key = any (?) and merge_event is not null order by key
        """,
        (Object) wanted.toArray(String[]::new));
  }

  /**
   * All that was told of those entities, in the order in which it was. What was told under a key
   * that ended ended with it: what was known then is told under the key that goes on.
   */
  public List<Event> histories(Connection tx, Collection<String> wanted) {
    Map<String, Map<String, ReplicaRow>> held = ReplicaTable.load(tx, entities(tx, wanted));
    return Sql.all(
        tx,
        row -> events.observed(observation(row, held)),
        """
        select o.* from observation o join entity e on e.key = o.key
        where o.key = any (?) and e.merged_into is null order by o.key, o.told
        """,
        (Object) wanted.toArray(String[]::new));
  }

  private Observation observation(ResultSet row, Map<String, Map<String, ReplicaRow>> held)
      throws SQLException {
    String connection = row.getString("connection");
    String externalId = row.getString("external_id");
    String fingerprints = row.getString("fingerprints");
    ObjectNode facets = StoredContent.object(row.getString("facets"));
    return new Observation(
        row.getString("event_id"),
        row.getString("key"),
        connection,
        row.getString("role"),
        externalId,
        row.getLong("version"),
        events.published(
            facets,
            fingerprints == null
                ? newest(held, row.getString("key"), connection, externalId)
                : StoredContent.object(fingerprints)),
        row.getBoolean("deleted"),
        Sql.instant(row, "occurred_at"),
        Sql.instant(row, "observed_at"),
        row.getString("mode"),
        StoredContent.object(row.getString("evidence")));
  }

  /** In place of those that nobody kept yet. */
  private ObjectNode newest(
      Map<String, Map<String, ReplicaRow>> held, String key, String connection, String externalId) {
    ReplicaRow row =
        held.getOrDefault(key, Map.of()).get(ReplicaTable.record(connection, externalId));
    return row == null ? JsonNodeFactory.instance.objectNode() : events.fingerprints(row.content());
  }

  private Map<String, EntityRow> entities(Connection tx, Collection<String> wanted) {
    Map<String, EntityRow> entities = new HashMap<>();
    Sql.all(
            tx,
            row ->
                new EntityRow(
                    row.getString("key"),
                    keys.with(row.getString("key"), row.getBytes("data_key")),
                    Sql.instant(row, "created_at")),
            "select key, data_key, created_at from entity where key = any (?)",
            (Object) wanted.toArray(String[]::new))
        .forEach(entity -> entities.put(entity.key(), entity));
    return entities;
  }
}
