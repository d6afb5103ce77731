package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.EntityKeys.EntityKey;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What every system says now, as stored. */
@Singleton
public class Replicas {

  private static final String SELECT =
      """
      select r.key, r.connection, r.external_id, r.role, r.version, r.facets, r.personal, r.deleted,
             r.occurred_at, r.observed_at, r.evidence, e.data_key
      from replica r join entity e on e.key = r.key
      """;

  private final EntityKeys keys;

  public Replicas(EntityKeys keys) {
    this.keys = keys;
  }

  /** The entity with all its records, oldest observation first. */
  public Entity load(Connection tx, String key) {
    return new Entity(
        key,
        Sql.all(
            tx,
            this::replica,
            SELECT + "where r.key = ? order by r.observed_at, r.connection, r.external_id",
            key));
  }

  /** The newest living record of the entity in that connection, as its connector once read it. */
  public Optional<Reading> current(Connection tx, String key, String connection) {
    return Sql.one(
        tx,
        row -> reading(replica(row), row.getString("evidence")),
        SELECT
            + "where r.key = ? and r.connection = ? and not r.deleted order by r.version desc limit 1",
        key,
        connection);
  }

  /**
   * When the last look began that we took ourselves at each of the entity's records in that
   * connection. A record that was only told of is absent: a webhook may speak of before our write.
   */
  public Map<String, Instant> looked(Connection tx, String key, String connection) {
    return Sql.all(
            tx,
            row -> Map.entry(row.getString("external_id"), Sql.instant(row, "read_at")),
            """
            select external_id, read_at from replica
            where key = ? and connection = ? and read_at is not null
            """,
            key,
            connection)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Replica replica(ResultSet row) throws SQLException {
    EntityKey key = keys.with(row.getString("key"), row.getBytes("data_key"));
    return new Replica(
        row.getString("connection"),
        Role.valueOf(row.getString("role")),
        row.getString("external_id"),
        Version.of(row.getLong("version")),
        Sql.instant(row, "occurred_at"),
        Sql.instant(row, "observed_at"),
        row.getBoolean("deleted"),
        StoredContent.content(row.getString("facets"), key.open(row.getBytes("personal"))));
  }

  private static Reading reading(Replica replica, String evidence) {
    return new Reading(
        replica.externalId(),
        Set.of(),
        replica.version().sourceTime(),
        replica.occurredAt(),
        replica.deleted(),
        replica.content(),
        StoredContent.object(evidence).path("mapping").asText());
  }
}
