package io.plumbline.engine.throttle;

import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Throttle;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.engine.throttle.Budgets.Rate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** One connection's budget and concurrency limit, kept in PostgreSQL. */
final class SharedThrottle implements Throttle {

  /** How often a full house is looked at again. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Connection connection;
  private final Transactions transactions;
  private final Budgets budgets;
  private final Breakers breakers;
  private final Clock clock;
  private final Waiting waiting;
  private final AtomicReference<Optional<Rate>> rate;

  SharedThrottle(
      Connection connection,
      Transactions transactions,
      Budgets budgets,
      Breakers breakers,
      Clock clock,
      Waiting waiting) {
    this.connection = connection;
    this.transactions = transactions;
    this.budgets = budgets;
    this.breakers = breakers;
    this.clock = clock;
    this.waiting = waiting;
    this.rate = new AtomicReference<>(BudgetSettings.of(connection));
  }

  @Override
  public Slot take(int cost) {
    Instant deadline = clock.instant().plus(connection.timeout());
    awaitPause(deadline);
    awaitBudget(cost, deadline);
    Place place = awaitPlace(deadline);
    try {
      LastCheck.run();
      return place;
    } catch (RuntimeException e) {
      place.close();
      throw e;
    }
  }

  private void awaitPause(Instant deadline) {
    while (true) {
      Instant until = transactions.get(tx -> breakers.health(tx, connection.name())).pausedUntil();
      if (until == null || !until.isAfter(clock.instant())) {
        return;
      }
      await(Duration.between(clock.instant(), until), deadline, "the vendor asked for a pause");
    }
  }

  private void awaitBudget(int cost, Instant deadline) {
    while (true) {
      Duration missing =
          rate.get()
              .map(known -> budgets.take(connection.name(), known, cost))
              .orElse(Duration.ZERO);
      if (missing.isZero()) {
        return;
      }
      await(missing, deadline, "the budget is spent");
    }
  }

  private Place awaitPlace(Instant deadline) {
    String owner = UUID.randomUUID().toString();
    while (true) {
      Instant now = clock.instant();
      // A call is bounded by the timeout; twice that is certainly over.
      Instant until = now.plus(connection.timeout().multipliedBy(2));
      Optional<Integer> slot =
          transactions.get(
              tx -> Slots.take(tx, connection.name(), connection.concurrency(), owner, now, until));
      if (slot.isPresent()) {
        return new Place(slot.get(), owner);
      }
      await(LOOK_AGAIN, deadline, "all %d places are in use".formatted(connection.concurrency()));
    }
  }

  private void await(Duration time, Instant deadline, String why) {
    if (clock.instant().plus(time).isAfter(deadline)) {
      throw new CallFailed(
          Kind.BUSY,
          "expected a turn at %s within %s; %s"
              .formatted(connection.name(), connection.timeout(), why),
          time,
          null);
    }
    waiting.pass(time);
  }

  @Override
  public void observed(double available, double maximum, double perSecond) {
    if (maximum < 1 || perSecond < 1) {
      return;
    }
    Rate told = new Rate((long) maximum, (long) perSecond);
    Optional<Rate> before = rate.getAndSet(Optional.of(told));
    if (before.isPresent() && !before.get().equals(told)) {
      budgets.replace(connection.name(), told);
    }
    budgets.correct(connection.name(), told, (long) Math.max(0, available));
    record(available, maximum, perSecond);
  }

  private void record(double available, double maximum, double perSecond) {
    Instant now = clock.instant();
    transactions.run(tx ->
        // Once a second is enough for people to look at.
        Sql.update(
            tx,
            """
            update connection_state set budget = ?, budget_max = ?, budget_rate = ?, budget_at = ?
            where connection = ? and (budget_at is null or budget_at < ?)
            """,
            available,
            maximum,
            perSecond,
            now,
            connection.name(),
            now.minusSeconds(1)));
  }

  @Override
  public void pause(Duration pause) {
    transactions.run(tx ->
        breakers.pause(tx, connection.name(), clock.instant().plus(pause), "the vendor's limit"));
  }

  /** A place under the concurrency limit; freed once, by its owner only. */
  private final class Place implements Slot {
    private final int slot;
    private final String owner;

    Place(int slot, String owner) {
      this.slot = slot;
      this.owner = owner;
    }

    @Override
    public void close() {
      transactions.run(tx -> Slots.free(tx, connection.name(), slot, owner));
    }
  }
}
