package io.plumbline.engine.delivery;

import io.plumbline.engine.sql.DatabaseFailed;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Works off one connection's deliveries, so many at a time, until it is stopped. */
final class DeliveryLoop {

  private final Target target;
  private final Claiming claiming;
  private final Worker worker;
  private final Duration poll;
  private final int parallelism;
  private final Semaphore free;
  private final Semaphore wake = new Semaphore(0);
  private final ExecutorService workers =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("delivery-", 0).factory());
  private volatile @Nullable Thread thread;
  private volatile boolean stopping;

  DeliveryLoop(Target target, Claiming claiming, Worker worker, DeliveryConfig config) {
    this.target = target;
    this.claiming = claiming;
    this.worker = worker;
    this.poll = config.poll();
    this.parallelism = config.parallelism();
    this.free = new Semaphore(parallelism);
  }

  void start() {
    thread = Thread.ofPlatform().daemon().name("deliver-" + target.name()).start(this::run);
  }

  /** False before it was started, and once it has ended. */
  boolean alive() {
    Thread started = thread;
    return started != null && started.isAlive();
  }

  private void run() {
    while (!stopping) {
      try {
        if (!round()) {
          pause(poll);
        }
      } catch (DatabaseFailed e) {
        Log.warnf(
            "Deliveries wait for the database: connection=%s reason=%s",
            target.name(), e.getMessage());
        pause(poll.multipliedBy(10));
      } catch (KafkaException e) {
        Log.warnf(
            "Deliveries wait for the broker, to learn what another server has forgotten: connection=%s reason=%s",
            target.name(), e.getMessage());
        pause(poll.multipliedBy(10));
      } catch (RuntimeException e) {
        Log.errorf(e, "Deliveries could not be claimed: connection=%s", target.name());
        pause(poll.multipliedBy(10));
      }
    }
  }

  /** Whether everything that was free found work: then there may be more. */
  private boolean round() {
    int room = free.drainPermits();
    if (room == 0) {
      return false;
    }
    List<Lease> leases = List.of();
    try {
      leases = claiming.next(target, room);
    } finally {
      free.release(room - leases.size());
    }
    leases.forEach(lease -> workers.execute(() -> work(lease)));
    return leases.size() == room;
  }

  private void work(Lease lease) {
    try {
      worker.work(target, lease);
    } finally {
      free.release();
      wake.release();
    }
  }

  /** Until the time is over or a place comes free. */
  private void pause(Duration time) {
    try {
      if (wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }

  /** Claims nothing more, and waits so long for what is under way; the rest is recovered later. */
  void stop(Duration patience) {
    stopping = true;
    wake.release();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        Log.warnf("Deliveries are left to their leases: connection=%s", target.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
