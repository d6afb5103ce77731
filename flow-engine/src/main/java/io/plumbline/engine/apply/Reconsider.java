package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.delivery.Deliveries;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.flow.Want;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.stream.Collectors;

/** Decides about an entity anew, because a person changed what the rules decide by. */
@Singleton
public class Reconsider {

  private final Transactions transactions;
  private final Replicas replicas;
  private final Flow flow;
  private final Deliveries deliveries;
  private final Connections connections;
  private final Clock clock;

  Reconsider(
      Transactions transactions,
      Replicas replicas,
      Flow flow,
      Deliveries deliveries,
      Connections connections,
      Clock clock) {
    this.transactions = transactions;
    this.replicas = replicas;
    this.flow = flow;
    this.deliveries = deliveries;
    this.connections = connections;
    this.clock = clock;
  }

  /** Under the entity's lock, as an observation of it would. */
  public void entity(String key) {
    transactions.run(tx -> {
      Sql.one(tx, row -> row.getString(1), "select key from entity where key = ? for update", key);
      decide(tx, replicas.load(tx, key));
    });
  }

  private void decide(Connection tx, Entity entity) {
    var decision = flow.decide(tx, entity);
    var wanted = decision.desired().stream().map(Want::connection).collect(Collectors.toSet());
    decision.desired().forEach(want -> deliveries.want(tx, entity.key(), want, clock.instant()));
    connections.all().stream()
        .filter(connection -> !wanted.contains(connection.name()))
        .forEach(connection -> deliveries.unwanted(tx, entity.key(), connection.name()));
    flow.store(tx, entity, decision);
  }
}
