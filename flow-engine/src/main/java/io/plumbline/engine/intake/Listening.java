package io.plumbline.engine.intake;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.publish.Locks;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Starts and stops this replica's polls and re-reads, each on a thread of its own. */
@Singleton
public class Listening {

  private static final int READS_AT_ONCE = 16;

  /** An outage is told once a second, not at every tick. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final DataSource database;
  private final Connections connections;
  private final Inbox inbox;
  private final Differing differing;
  private final Transactions transactions;
  private final DeadLetters letters;
  private final IntakeConfig config;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> loops = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("listen-", 0).factory());

  Listening(
      DataSource database,
      Connections connections,
      Inbox inbox,
      Differing differing,
      Transactions transactions,
      DeadLetters letters,
      IntakeConfig config,
      Clock clock) {
    this.database = database;
    this.connections = connections;
    this.inbox = inbox;
    this.differing = differing;
    this.transactions = transactions;
    this.letters = letters;
    this.config = config;
    this.clock = clock;
  }

  public void start() {
    connections.all().stream()
        .filter(connection -> connection.polling().isPresent())
        .forEach(connection -> start("poll-" + connection.name(), () -> poll(connection)));
    start("reread", this::reread);
  }

  private void start(String name, Runnable loop) {
    loops.add(Thread.ofPlatform().daemon().name(name).start(loop));
  }

  /** False once a loop has ended, as of an error that is nobody's to catch. */
  public boolean alive() {
    return loops.stream().allMatch(Thread::isAlive);
  }

  private void poll(Connection connection) {
    var poll =
        new Poll(
            connection,
            connections.connector(connection.name()),
            inbox,
            differing,
            transactions,
            clock,
            config.lookback());
    while (!pause()) {
      try {
        if (poll.due()) {
          alone(connection.name(), poll);
        }
      } catch (SQLException | RuntimeException e) {
        Log.warnf(
            "a poll failed and is repeated: connection=%s cause=%s",
            connection.name(), e.toString());
        rest(AFTER_FAILURE);
      }
    }
  }

  /** One replica at a time polls a connection; who comes second finds it no longer due. */
  private void alone(String connection, Poll poll) throws SQLException {
    try (java.sql.Connection session = database.getConnection()) {
      if (Locks.poll(session, connection)) {
        try {
          if (poll.due()) {
            poll.run();
          }
        } finally {
          Locks.endPoll(session, connection);
        }
      }
    }
  }

  private void reread() {
    var work =
        new RereadWork(
            transactions,
            connections,
            inbox,
            letters,
            new RereadWork.Patience(config.rereadRetries(), config.rereadPatience()),
            clock);
    var loop = new RereadLoop(work::claim, work::read, threads, READS_AT_ONCE);
    while (!pause()) {
      try {
        loop.round();
      } catch (RuntimeException e) {
        Log.warnf("re-reads wait: %s", e.toString());
        rest(AFTER_FAILURE);
      }
    }
  }

  private boolean pause() {
    return rest(config.tick());
  }

  private boolean rest(Duration time) {
    try {
      return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @PreDestroy
  void stop() {
    stopped.countDown();
    loops.forEach(Thread::interrupt);
    threads.shutdownNow();
  }
}
