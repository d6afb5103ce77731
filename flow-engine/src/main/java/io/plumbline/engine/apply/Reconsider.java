package io.plumbline.engine.apply;

import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.delivery.Deliveries;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Decides about an entity anew, because a person changed what the rules decide by, or asks. */
@Singleton
public class Reconsider {

  private final Transactions transactions;
  private final EntityKeys keys;
  private final Deciding deciding;
  private final Clock clock;

  Reconsider(
      Transactions transactions,
      EntityKeys keys,
      Flow flow,
      Deliveries deliveries,
      DeadLetters deadLetters,
      Clock clock) {
    this.transactions = transactions;
    this.keys = keys;
    this.deciding = new Deciding(flow, deliveries, deadLetters);
    this.clock = clock;
  }

  public void entity(String key) {
    transactions.run(tx -> entity(tx, key));
  }

  /** Under the entity's lock, as an observation of it would. */
  void entity(Connection tx, String key) {
    locked(tx, key).ifPresent(entity -> decide(tx, entity));
  }

  /**
   * Changes what the rules decide by and decides, in one transaction under the entity's lock: what
   * was answered to a person is never there without what follows from it.
   *
   * @param key of the entity, or of one that turned out to be it
   * @param change is given the key that the entity goes by now
   * @return what the change returned; empty where there is no such entity
   */
  public <T> Optional<T> changing(String key, BiFunction<Connection, String, T> change) {
    return transactions.get(tx ->
        lockedNow(tx, key)
            .map(entity -> {
              var changed = change.apply(tx, entity.key());
              decide(tx, entity);
              return changed;
            }));
  }

  private void decide(Connection tx, EntityRow entity) {
    var key = entity.key();
    deciding.decide(tx, Set.of(key), ReplicaTable.load(tx, Map.of(key, entity)), clock.instant());
  }

  /** Looks again where it was merged between the look and the lock. */
  private Optional<EntityRow> lockedNow(Connection tx, String key) {
    var now = keyNow(tx, key);
    while (now.isPresent()) {
      var entity = locked(tx, now.get());
      if (entity.isPresent()) {
        return entity;
      }
      now = keyNow(tx, key);
    }
    return Optional.empty();
  }

  private static Optional<String> keyNow(Connection tx, String key) {
    return Sql.one(
        tx,
        row -> row.getString(1),
        "select coalesce(merged_into, key) from entity where key = ?",
        key);
  }

  private Optional<EntityRow> locked(Connection tx, String key) {
    return Sql.one(
        tx,
        row ->
            new EntityRow(
                key, keys.with(key, row.getBytes("data_key")), Sql.instant(row, "created_at")),
        """
        select data_key, created_at from entity where key = ? and merged_into is null for update
        """,
        key);
  }
}
