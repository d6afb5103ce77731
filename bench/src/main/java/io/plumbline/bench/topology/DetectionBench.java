package io.plumbline.bench.topology;

import io.plumbline.bench.process.Broker;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.bench.report.Alone;
import io.plumbline.bench.report.Report;
import io.plumbline.bench.report.Samples;
import io.plumbline.bench.topology.ChangeLog.Teller;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long after the end of its window a finding stands in the ledger, while orders come at a
 * steady rate. Each is told by three systems within half a second, but one in a hundred never by
 * the ERP.
 */
public final class DetectionBench {

  private static final String APPLICATION = "bench-detection";
  private static final List<Integer> RATES = List.of(100, 500, 1_000);

  /** Longer than three times what the ERP and the warehouse take, so that it does not move. */
  private static final String WINDOW = ", window-floor: 2s";

  private static final long TICK_MILLIS = 10;
  private static final int TICKS_PER_SECOND = 100;
  private static final int TICKS_BEHIND = 20;
  private static final int TICKS_BETWEEN_WATERMARKS = 20;
  private static final int ONE_IN = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double AIM_MILLIS = 500;

  private final Ground ground;
  private final Report report;
  private final Duration round;
  private final Clock clock = Clock.systemUTC();
  private long told;

  public DetectionBench(Ground ground, Report report, Duration round) {
    this.ground = ground;
    this.report = report;
    this.round = round;
  }

  public void run() throws SQLException, InterruptedException {
    try (Broker broker = new Broker(ground.brokers());
        ChangeLog log = new ChangeLog(ground.brokers())) {
      broker.create(ChangeLog.TOPIC, ChangeLog.PARTITIONS, Map.of());
      Served reconciler = ReconcilerService.start(ground, APPLICATION, WINDOW);
      try (FindingsWatch watch = FindingsWatch.open(ground, clock)) {
        report.step("detection: warming up");
        measure(RATES.getLast() / 2, WARM_UP, broker, log, watch);
        for (int rate : RATES) {
          report.step("detection: %,d orders a second".formatted(rate));
          report.add(measure(rate, round, broker, log, watch));
        }
      }
      reconciler.stop();
    }
  }

  /** Tells orders at that rate, and then the time until everything that is lost is found. */
  private Alone measure(
      int rate, Duration length, Broker broker, ChangeLog log, FindingsWatch watch)
      throws SQLException, InterruptedException {
    Orders orders =
        new Orders(told, rate / TICKS_PER_SECOND, length.toSeconds() * TICKS_PER_SECOND);
    told += orders.all();
    long before = broker.committed(APPLICATION, ChangeLog.TOPIC);
    watch.begin();
    long began = System.nanoTime();
    for (long tick = 0; tick < orders.ticks(); tick++) {
      at(began, tick);
      orders.tell(log, tick, clock.instant());
      watch.look();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    long judged = broker.committed(APPLICATION, ChangeLog.TOPIC) - before;
    awaitAll(orders.all() / ONE_IN, log, watch);
    return new Alone(
        "detection at %d orders a second".formatted(rate),
        "events",
        (double) rate * Teller.values().length,
        new Samples(judged, took, watch.latencies()),
        AIM_MILLIS);
  }

  private void awaitAll(long lost, ChangeLog log, FindingsWatch watch)
      throws SQLException, InterruptedException {
    long ended = System.nanoTime();
    for (long tick = 0; watch.found() < lost; tick++) {
      if (System.nanoTime() - ended > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "expected %d findings, found %d within %s of the last order"
                .formatted(lost, watch.found(), PATIENCE));
      }
      at(ended, tick);
      if (tick % TICKS_BETWEEN_WATERMARKS == 0) {
        log.watermarks(clock.instant());
      }
      watch.look();
    }
  }

  /** Orders of one rate: so many in every tick, told by one system after the other. */
  private record Orders(long first, long perTick, long shopTicks) {

    long all() {
      return perTick * shopTicks;
    }

    /** Until the last system has told the last order. */
    long ticks() {
      return shopTicks + (long) TICKS_BEHIND * (Teller.values().length - 1);
    }

    void tell(ChangeLog log, long tick, Instant now) {
      for (Teller teller : Teller.values()) {
        long shopTick = tick - (long) TICKS_BEHIND * teller.turn();
        if (shopTick >= 0 && shopTick < shopTicks) {
          tell(log, teller, first + shopTick * perTick, now);
        }
      }
      if (tick % TICKS_BETWEEN_WATERMARKS == 0) {
        log.watermarks(now);
      }
    }

    private void tell(ChangeLog log, Teller teller, long from, Instant now) {
      for (long order = from; order < from + perTick; order++) {
        if (teller != Teller.ERP || order % ONE_IN != 0) {
          log.tell(order, teller, now);
        }
      }
    }
  }

  /** Behind time nothing is waited for: the rate that was asked for is then not reached. */
  private static void at(long began, long tick) throws InterruptedException {
    long wait = began + TimeUnit.MILLISECONDS.toNanos(tick * TICK_MILLIS) - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }
}
