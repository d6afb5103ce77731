package io.plumbline.engine.throttle;

import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Throttle;
import io.plumbline.engine.connector.ThrottleFactory;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** Makes the throttles, all on the service's own database. */
@Singleton
public class SharedThrottles implements ThrottleFactory {

  private final Transactions transactions;
  private final Budgets budgets;
  private final Breakers breakers;
  private final Clock clock;
  private final Waiting waiting;

  @Inject
  public SharedThrottles(
      DataSource database, Transactions transactions, Breakers breakers, Clock clock) {
    this(database, transactions, breakers, clock, Waiting.parking());
  }

  SharedThrottles(
      DataSource database,
      Transactions transactions,
      Breakers breakers,
      Clock clock,
      Waiting waiting) {
    this.transactions = transactions;
    this.budgets = new Budgets(database, clock);
    this.breakers = breakers;
    this.clock = clock;
    this.waiting = waiting;
  }

  @Override
  public Throttle throttle(Connection connection) {
    return new SharedThrottle(connection, transactions, budgets, breakers, clock, waiting);
  }
}
