package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.observation.CanonicalJson;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads and writes replicas by the batch. */
final class ReplicaTable {

  private static final String UPSERT =
      """
      insert into replica (key, connection, external_id, role, version, content_hash, facets, personal,
                           deleted, occurred_at, observed_at, event_id, evidence, mode, read_at)
      values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
      on conflict (connection, external_id) do update set
        key = excluded.key, role = excluded.role, version = excluded.version,
        content_hash = excluded.content_hash, facets = excluded.facets, personal = excluded.personal,
        deleted = excluded.deleted, occurred_at = excluded.occurred_at,
        observed_at = excluded.observed_at, event_id = excluded.event_id, evidence = excluded.evidence,
        mode = excluded.mode, read_at = excluded.read_at
      where replica.version <= excluded.version
      """;

  private static final String OBSERVATION =
      """
      insert into observation (event_id, key, connection, external_id, version, facets, deleted,
                               evidence, occurred_at, observed_at, role, mode, fingerprints)
      values (?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb) on conflict do nothing
      """;

  private ReplicaTable() {}

  /** Every replica of the locked entities, by entity and record. */
  static Map<String, Map<String, ReplicaRow>> load(Connection tx, Map<String, EntityRow> entities) {
    Map<String, Map<String, ReplicaRow>> byKey = new HashMap<>();
    Sql.all(
            tx,
            row -> replica(row, entities),
            "select * from replica where key = any (?) order by observed_at, connection, external_id",
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

  static void store(
      Connection tx, Collection<ReplicaRow> replicas, Map<String, EntityRow> entities) {
    batch(
        tx,
        UPSERT,
        replicas,
        (insert, row) -> {
          EntityRow entity = entities.get(row.key());
          if (entity == null) {
            throw new IllegalStateException("a replica of an entity that is not locked");
          }
          insert.setString(1, row.key());
          insert.setString(2, row.connection());
          insert.setString(3, row.externalId());
          insert.setString(4, row.role().name());
          insert.setLong(5, row.version().number());
          insert.setBytes(6, row.hash());
          insert.setString(7, StoredContent.facets(row.content()).toString());
          insert.setBytes(8, entity.secret().seal(CanonicalJson.bytes(row.content().personal())));
          insert.setBoolean(9, row.deleted());
          insert.setTimestamp(10, Timestamp.from(row.occurredAt()));
          insert.setTimestamp(11, Timestamp.from(row.observedAt()));
          insert.setString(12, row.eventId());
          insert.setString(13, row.evidence().toString());
          insert.setString(14, row.mode().name().toLowerCase(Locale.ROOT));
          insert.setTimestamp(15, row.readAt() == null ? null : Timestamp.from(row.readAt()));
        });
  }

  /** Every observation that was published, in their order, to be told again some day. */
  static void keep(Connection tx, Collection<ReplicaRow> told, ObservedEvents events) {
    batch(
        tx,
        OBSERVATION,
        told,
        (insert, row) -> {
          insert.setString(1, row.eventId());
          insert.setString(2, row.key());
          insert.setString(3, row.connection());
          insert.setString(4, row.externalId());
          insert.setLong(5, row.version().number());
          insert.setString(6, StoredContent.facets(row.content()).toString());
          insert.setBoolean(7, row.deleted());
          insert.setString(8, row.evidence().toString());
          insert.setTimestamp(9, Timestamp.from(row.occurredAt()));
          insert.setTimestamp(10, Timestamp.from(row.observedAt()));
          insert.setString(11, row.role().name());
          insert.setString(12, row.mode().name().toLowerCase(Locale.ROOT));
          insert.setString(13, events.fingerprints(row.content()).toString());
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

  private static void batch(
      Connection tx, String sql, Collection<ReplicaRow> rows, Binding binding) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = tx.prepareStatement(sql)) {
      for (ReplicaRow row : rows) {
        binding.bind(insert, row);
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** Fills a statement from a row. */
  private interface Binding {
    void bind(PreparedStatement statement, ReplicaRow row) throws SQLException;
  }
}
