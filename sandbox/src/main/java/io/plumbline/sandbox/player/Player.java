package io.plumbline.sandbox.player;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Plays every part at its time: sales, what happens to them afterwards, and what goes wrong. */
final class Player {
  /** A drift is planted only after the order has been left alone for this long. */
  private static final Duration QUIET = Duration.ofSeconds(8);

  private final Map<Channel, Shop> shops;
  private final Lives lives;
  private final Planting planting;
  private final Agenda agenda;
  private final Progress progress;
  private final Clock clock;
  private final Random random;
  private volatile Optional<Instant> lastPlaced = Optional.empty();
  private final Map<String, String> numbers = new ConcurrentHashMap<>();

  Player(
      Map<Channel, Shop> shops,
      Lives lives,
      Planting planting,
      Agenda agenda,
      Progress progress,
      Clock clock,
      long seed) {
    this.shops = Map.copyOf(shops);
    this.lives = lives;
    this.planting = planting;
    this.agenda = agenda;
    this.progress = progress;
    this.clock = clock;
    this.random = new Random(seed);
  }

  /** Puts the whole day on the agenda. */
  void schedule(List<Part> parts, Duration day) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Duration due = day.multipliedBy(i).dividedBy(parts.size());
      // Thrown here, in order, so that the run's timing does not shuffle the dice.
      Duration half = later(day.dividedBy(2).minus(due), QUIET);
      Duration driftAfter = half.plus(upTo(day.dividedBy(3)));
      Duration lifeAfter = Duration.ofSeconds(2).plus(upTo(Duration.ofSeconds(6)));
      agenda.in(due, "place order #" + part.number(), () -> place(part, lifeAfter, driftAfter));
    }
  }

  /** The number of an order by its name of ours, which is its shop and its id there. */
  Map<String, String> numbers() {
    return Map.copyOf(numbers);
  }

  /** When the last order so far was placed. */
  Optional<Instant> lastPlaced() {
    return lastPlaced;
  }

  private boolean place(Part part, Duration lifeAfter, Duration driftAfter) {
    Shop shop = Objects.requireNonNull(shops.get(part.channel()));
    Sale sale = new Sale(part, shop, shop.place(part));
    numbers.put(sale.reference(), part.number());
    lastPlaced = Optional.of(clock.instant());
    progress.placed();
    lives.live(sale, lifeAfter);
    part.drift().ifPresent(drift -> planting.plant(drift, sale, driftAfter));
    return true;
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(random.nextLong(Math.max(1, most.toMillis())));
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
