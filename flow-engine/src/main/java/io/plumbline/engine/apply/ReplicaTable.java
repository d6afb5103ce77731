package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.observation.CanonicalJson;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.sql.Rows;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes replicas by the batch. */
final class ReplicaTable {

  private static final Rows REPLICAS =
      new Rows(
          """
          insert into replica (key, connection, external_id, role, version, content_hash, facets,
                               personal, deleted, occurred_at, observed_at, event_id, evidence, mode,
                               read_at)
          values
          """,
          "(?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)",
          """
          on conflict (connection, external_id) do update set
            key = excluded.key, role = excluded.role, version = excluded.version,
            content_hash = excluded.content_hash, facets = excluded.facets,
            personal = excluded.personal, deleted = excluded.deleted,
            occurred_at = excluded.occurred_at, observed_at = excluded.observed_at,
            event_id = excluded.event_id, evidence = excluded.evidence, mode = excluded.mode,
            read_at = excluded.read_at
          where replica.version <= excluded.version
          """);

  private static final Rows OBSERVATIONS =
      new Rows(
          """
          insert into observation (event_id, key, connection, external_id, version, facets, deleted,
                                   evidence, occurred_at, observed_at, role, mode, fingerprints)
          values
          """,
          "(?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb)",
          "on conflict do nothing");

  private ReplicaTable() {}

  /** Every replica of the locked entities, by entity and record. */
  static Map<String, Map<String, ReplicaRow>> load(Connection tx, Map<String, EntityRow> entities) {
    Map<String, Map<String, ReplicaRow>> byKey = new HashMap<>();
    Sql.all(
            tx,
            row -> replica(row, entities),
            "select * from replica where key = any (?) order by observed_at, connection,"
                + " external_id",
            (Object) entities.keySet().toArray(String[]::new))
        .forEach(replica ->
            byKey
                .computeIfAbsent(replica.key(), key -> new java.util.LinkedHashMap<>())
                .put(record(replica.connection(), replica.externalId()), replica));
    return byKey;
  }

  static String record(String connection, String externalId) {
    return connection + "/" + externalId;
  }

  /** Each record once, as it is to stand. */
  static void store(
      Connection tx, Collection<ReplicaRow> replicas, Map<String, EntityRow> entities) {
    REPLICAS.insert(
        tx,
        replicas,
        row -> {
          EntityRow entity = entities.get(row.key());
          if (entity == null) {
            throw new IllegalStateException("a replica of an entity that is not locked");
          }
          return new @Nullable Object[] {
            row.key(),
            row.connection(),
            row.externalId(),
            row.role().name(),
            row.version().number(),
            row.hash(),
            StoredContent.facets(row.content()).toString(),
            entity.secret().seal(CanonicalJson.bytes(row.content().personal())),
            row.deleted(),
            row.occurredAt(),
            row.observedAt(),
            row.eventId(),
            row.evidence().toString(),
            row.mode().name().toLowerCase(Locale.ROOT),
            row.readAt()
          };
        });
  }

  /** Every observation that was published, in their order, to be told again some day. */
  static void keep(Connection tx, Collection<ReplicaRow> told, ObservedEvents events) {
    OBSERVATIONS.insert(
        tx,
        told,
        row ->
            new Object[] {
              row.eventId(),
              row.key(),
              row.connection(),
              row.externalId(),
              row.version().number(),
              StoredContent.facets(row.content()).toString(),
              row.deleted(),
              row.evidence().toString(),
              row.occurredAt(),
              row.observedAt(),
              row.role().name(),
              row.mode().name().toLowerCase(Locale.ROOT),
              events.fingerprints(row.content()).toString()
            });
  }

  private static ReplicaRow replica(ResultSet row, Map<String, EntityRow> entities)
      throws SQLException {
    EntityRow entity = entities.get(row.getString("key"));
    if (entity == null) {
      throw new IllegalStateException("a replica of an entity that is not locked");
    }
    return new ReplicaRow(
        entity.key(),
        row.getString("connection"),
        row.getString("external_id"),
        Role.valueOf(row.getString("role")),
        Version.of(row.getLong("version")),
        row.getBytes("content_hash"),
        StoredContent.content(
            row.getString("facets"), entity.secret().open(row.getBytes("personal"))),
        row.getBoolean("deleted"),
        Sql.instant(row, "occurred_at"),
        Sql.instant(row, "observed_at"),
        row.getString("event_id"),
        StoredContent.object(row.getString("evidence")),
        Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
        Sql.instantOrNull(row, "read_at"));
  }
}
