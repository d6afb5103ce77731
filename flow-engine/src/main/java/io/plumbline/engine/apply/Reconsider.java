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
    locked(tx, key)
        .ifPresent(entity ->
            deciding.decide(
                tx, Set.of(key), ReplicaTable.load(tx, Map.of(key, entity)), clock.instant()));
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
