package io.plumbline.engine.apply;

import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
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

  /** What every system says of those entities, each entity's oldest observation first. */
  public List<Event> observations(Connection tx, Collection<String> wanted) {
    return ReplicaTable.load(tx, entities(tx, wanted)).values().stream()
        .flatMap(records -> records.values().stream())
        .map(events::observed)
        .toList();
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
