package io.plumbline.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.delivery.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lost a race is done again as a whole; what failed otherwise is not. */
class TransactionsIT {

  private final TestDatabase database = TestDatabase.fresh();
  private final Transactions transactions = new Transactions(database.source());

  @AfterEach
  void close() {
    database.close();
  }

  /** Mechanism: the repetition after a deadlock, behind a rollback of all that went before. */
  @Test
  void whatADeadlockEndedIsDoneAgainAsAWhole() throws Exception {
    transactions.run(
        tx -> Sql.update(tx, "insert into connection_state (connection) values ('a'), ('b')"));
    var both = new CyclicBarrier(2);
    var runs = new AtomicInteger();

    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (Future<?> each :
          List.of(
              threads.submit(() -> crosswise(both, runs, "a", "b")),
              threads.submit(() -> crosswise(both, runs, "b", "a")))) {
        each.get(60, TimeUnit.SECONDS);
      }
    }

    assertThat(runs).hasValue(3);
    List<Integer> counted =
        transactions.get(
            tx -> Sql.all(tx, row -> row.getInt(1), "select streak from connection_state"));
    assertThat(counted).containsExactly(2, 2);
  }

  private void crosswise(CyclicBarrier both, AtomicInteger runs, String first, String second) {
    var met = new AtomicInteger();
    transactions.run(tx -> {
      runs.incrementAndGet();
      count(tx, first);
      if (met.getAndIncrement() == 0) {
        await(both);
      }
      count(tx, second);
    });
  }

  private static void count(Connection tx, String connection) {
    Sql.update(
        tx, "update connection_state set streak = streak + 1 where connection = ?", connection);
  }

  private static void await(CyclicBarrier both) {
    try {
      both.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Mechanism: the bound, and the failure that is let through behind it. */
  @Test
  void whatLosesEveryRaceFails() {
    var runs = new AtomicInteger();

    assertThatThrownBy(() ->
            transactions.run(tx -> {
              runs.incrementAndGet();
              raise(tx, "40001");
            }))
        .isInstanceOf(DatabaseFailed.class);

    assertThat(runs).hasValue(4);
  }

  /** Mechanism: only a lost race is repeated. */
  @Test
  void whatTheDatabaseRefusesIsNotDoneAgain() {
    var runs = new AtomicInteger();

    assertThatThrownBy(() ->
            transactions.run(tx -> {
              runs.incrementAndGet();
              raise(tx, "23505");
            }))
        .isInstanceOf(DatabaseFailed.class);

    assertThat(runs).hasValue(1);
  }

  private static void raise(Connection tx, String state) {
    Sql.update(tx, "do $$ begin raise exception using errcode = '%s'; end $$".formatted(state));
  }
}
