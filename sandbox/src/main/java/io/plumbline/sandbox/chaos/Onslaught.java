package io.plumbline.sandbox.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.Outage;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.rest.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Strikes one blow after the other, never two at once: each has to be caught up with, and a calm
 * follows in which the day goes on undisturbed.
 */
public final class Onslaught implements AutoCloseable {
  private final Supplier<List<List<Blow>>> rounds;
  private final Pace pace;
  private final Health health;
  private final Consumer<String> tell;
  private final Clock clock;
  private final List<Struck> struck = new CopyOnWriteArrayList<>();
  private final List<String> unavailable = new CopyOnWriteArrayList<>();
  private final List<String> shortfalls = new CopyOnWriteArrayList<>();
  private final Deque<List<Blow>> round = new ConcurrentLinkedDeque<>();
  private volatile boolean calm = true;
  private Optional<Thread> thread = Optional.empty();

  /**
   * How long it waits.
   *
   * @param first before the first blow
   * @param calm between a blow that was caught up with and the next one
   * @param recovery for our services to catch up, until they are said not to
   * @param hearing for every connection to be heard again, before the calm begins anyway
   */
  record Pace(Duration first, Duration calm, Duration recovery, Duration hearing) {
    /**
     * A calm is long enough for an order to be let alone for as long as a drift asks for. Polls
     * that failed come ever later: what is not heard by then is a silence.
     */
    static final Pace USUAL =
        new Pace(
            Duration.ofSeconds(8),
            Duration.ofSeconds(14),
            Duration.ofMinutes(2),
            Duration.ofSeconds(45));
  }

  /**
   * @param rounds what falls, in lists of what belongs together
   * @param tell says what falls, to whoever watches
   */
  public Onslaught(
      Supplier<List<List<Blow>>> rounds, Health health, Consumer<String> tell, Clock clock) {
    this(rounds, health, tell, clock, Pace.USUAL);
  }

  Onslaught(
      Supplier<List<List<Blow>>> rounds,
      Health health,
      Consumer<String> tell,
      Clock clock,
      Pace pace) {
    this.rounds = rounds;
    this.pace = pace;
    this.health = health;
    this.tell = tell;
    this.clock = clock;
  }

  /**
   * Begins.
   *
   * @param day how long blows fall
   * @param open whether nothing else is going wrong that must not be confused with them
   */
  public void start(Duration day, BooleanSupplier open) {
    Instant end = clock.instant().plus(day);
    thread =
        Optional.of(Thread.ofPlatform().daemon().name("onslaught").start(() -> run(end, open)));
  }

  /** Whether the systems have been left in peace for a while. */
  public boolean calm() {
    return calm;
  }

  /** When our whole work stood still. */
  public List<Outage> standstills() {
    Instant end = clock.instant();
    return struck.stream().flatMap(one -> one.standstill(end).stream()).toList();
  }

  /** The scoreboard's timeline: what fell, what could not here, what the day was too short for. */
  public ObjectNode json() {
    ObjectNode json = JsonApi.JSON.createObjectNode();
    ArrayNode timeline = json.putArray("timeline");
    struck.forEach(one -> timeline.add(one.json()));
    json.set("notAvailable", JsonApi.JSON.valueToTree(unavailable.stream().distinct().toList()));
    json.set("notReached", JsonApi.JSON.valueToTree(notReached()));
    return json;
  }

  private List<String> notReached() {
    List<String> done = struck.stream().map(one -> one.blow().words()).toList();
    return round.stream()
        .flatMap(List::stream)
        .map(Blow::words)
        .filter(words -> !done.contains(words))
        .toList();
  }

  /** How often each kind fell. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    struck.forEach(one -> counts.merge(one.blow().kind().id(), 1L, Long::sum));
    return counts;
  }

  /** Waits until the last blow is caught up with, and says what was not. */
  public List<String> finish() throws InterruptedException {
    if (thread.isPresent()) {
      thread.get().join();
    }
    return List.copyOf(shortfalls);
  }

  @Override
  public void close() {
    thread.ifPresent(Thread::interrupt);
  }

  private void run(Instant end, BooleanSupplier open) {
    try {
      Waiting.pass(pace.first());
      round.addAll(rounds.get());
      while (clock.instant().isBefore(end)) {
        for (Blow blow : next()) {
          if (begin(end, open)) {
            strikeAnyhow(blow);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Blow> next() {
    if (round.isEmpty()) {
      round.addAll(rounds.get());
    }
    return round.removeFirst();
  }

  /** Ends the calm, unless something else goes wrong until the end of the day. */
  private boolean begin(Instant end, BooleanSupplier open) throws InterruptedException {
    while (Waiting.until(() -> quietly(open), end, clock)) {
      calm = false;
      if (quietly(open)) {
        return true;
      }
      calm = true; // Something began in between.
    }
    return false;
  }

  /** Whatever is wrong with one blow is told, and keeps none of the others from falling. */
  private void strikeAnyhow(Blow blow) throws InterruptedException {
    try {
      strike(blow);
    } catch (RuntimeException e) {
      shortfalls.add("broke off: %s: %s".formatted(blow.words(), e));
      calm = true;
    }
  }

  private void strike(Blow blow) throws InterruptedException {
    Instant from = clock.instant();
    tell.accept(blow.words());
    if (!blow.strike().done()) {
      unavailable.add(blow.words());
      calm = true;
      Waiting.pass(pace.first());
      return;
    }
    Instant until = clock.instant();
    Struck one = recovered(blow, from, until);
    struck.add(one);
    tell.accept(one.words());
    if (one.caughtUp().isEmpty()) {
      shortfalls.add(
          "not recovered within %d s: %s; %s"
              .formatted(
                  pace.recovery().toSeconds(), blow.words(), String.join(", ", one.heldUpBy())));
    }
    Waiting.until(() -> health.heardSince(until), clock.instant().plus(pace.hearing()), clock);
    calm = true;
    Waiting.pass(pace.calm());
  }

  private Struck recovered(Blow blow, Instant from, Instant until) throws InterruptedException {
    AtomicReference<List<String>> behind = new AtomicReference<>(List.of());
    boolean back =
        Waiting.until(
            () -> {
              List<String> now = health.behind();
              behind.updateAndGet(last -> now.isEmpty() ? last : now);
              return now.isEmpty();
            },
            until.plus(pace.recovery()),
            clock);
    Optional<Instant> caughtUp = back ? Optional.of(clock.instant()) : Optional.empty();
    return new Struck(blow, from, until, caughtUp, behind.get());
  }

  private static boolean quietly(BooleanSupplier open) {
    try {
      return open.getAsBoolean();
    } catch (Unreachable e) {
      return false;
    }
  }
}
