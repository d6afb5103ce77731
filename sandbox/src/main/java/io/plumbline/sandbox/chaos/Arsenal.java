package io.plumbline.sandbox.chaos;

import static io.plumbline.sandbox.chaos.BlowKind.BROWN_OUT;
import static io.plumbline.sandbox.chaos.BlowKind.CLOCK_AHEAD;
import static io.plumbline.sandbox.chaos.BlowKind.CLOCK_BEHIND;
import static io.plumbline.sandbox.chaos.BlowKind.CLOCK_RIGHT;
import static io.plumbline.sandbox.chaos.BlowKind.DISK_FULL;
import static io.plumbline.sandbox.chaos.BlowKind.PROCESS_KILLED;
import static io.plumbline.sandbox.chaos.BlowKind.PROCESS_PAUSED;
import static io.plumbline.sandbox.chaos.BlowKind.REPLICA_JOINED;
import static io.plumbline.sandbox.chaos.BlowKind.REPLICA_LEFT;
import static io.plumbline.sandbox.chaos.BlowKind.VENDOR_OUTAGE;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Deals the blows: rounds in which each falls once, in an order drawn from the seed. */
public final class Arsenal {
  private static final String ORDERS = "order-service";
  private static final String RECONCILER = "reconciler-service";
  private static final String BROKER = "kafka";
  private static final List<String> PROCESSES = List.of(ORDERS, RECONCILER, BROKER, "postgresql");

  /** Longer than a window of the smallest kind; short enough to be no silence. */
  private static final Duration AWAY = Duration.ofSeconds(6);

  private static final Duration FULL = Duration.ofSeconds(10);

  private static final Duration BROWN = Duration.ofSeconds(10);

  private static final Duration AHEAD = Duration.ofMinutes(3);

  /** Less than a poll's overlap (1 min): what is stamped before that, no poll would list. */
  private static final Duration BEHIND = Duration.ofSeconds(40);

  /** Longer than any session (10 s) and lease (5 s) of a member that others wait for. */
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final Processes processes;
  private final List<? extends Victim> victims;
  private final Random random;
  private final Clock clock;
  private final Set<String> chosen;
  private final Replica second;

  /**
   * @param chosen the only blows to deal, such as {@code processKilled} or {@code
   *     processKilled:kafka}; empty for all of them
   * @throws IllegalArgumentException for one that there is not
   */
  public Arsenal(
      Processes processes,
      List<? extends Victim> victims,
      long seed,
      Clock clock,
      Set<String> chosen) {
    this.processes = processes;
    this.victims = List.copyOf(victims);
    this.random = new Random(seed);
    this.clock = clock;
    this.chosen = Set.copyOf(chosen);
    this.second = new Replica(ORDERS + "-2", processes, clock);
    checkChosen();
  }

  private void checkChosen() {
    for (String name : chosen) {
      if (everything().stream().noneMatch(blows -> blows.getFirst().isCalled(name))) {
        throw new IllegalArgumentException(
            "there is no blow '%s'; there are %s, and of processes one alone, as %s:%s"
                .formatted(name, kinds(), PROCESS_KILLED.id(), BROKER));
      }
    }
  }

  private String kinds() {
    return everything().stream()
        .map(blows -> blows.getFirst().kind().id())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Every blow that may fall once; those of one list belong together. */
  public List<List<Blow>> round() {
    List<List<Blow>> round = new ArrayList<>(everything());
    round.removeIf(
        blows -> !chosen.isEmpty() && chosen.stream().noneMatch(blows.getFirst()::isCalled));
    Collections.shuffle(round, random);
    return round;
  }

  private List<List<Blow>> everything() {
    List<List<Blow>> round = new ArrayList<>();
    PROCESSES.forEach(name -> round.add(List.of(kill(name))));
    PROCESSES.forEach(name -> round.add(List.of(pause(name))));
    round.add(List.of(outage(anyone())));
    round.add(List.of(brownOut(anyone())));
    round.add(secondReplica());
    round.add(List.of(diskFull()));
    round.add(clockJumps(anyone()));
    return round;
  }

  private Victim anyone() {
    return victims.get(random.nextInt(victims.size()));
  }

  private Blow kill(String name) {
    return new Blow(PROCESS_KILLED, name, stopsAll(name), () -> processes.kill(name));
  }

  private Blow pause(String name) {
    return new Blow(PROCESS_PAUSED, name, stopsAll(name), () -> processes.pause(name, PAUSE));
  }

  /** Windows run by what the others publish, so that the reconciler's absence excuses nothing. */
  private static boolean stopsAll(String name) {
    return !name.equals(RECONCILER);
  }

  /**
   * It joins, dies and is back, takes over from the first while that one is paused and believes
   * itself alone when it wakes, and leaves.
   */
  private List<Blow> secondReplica() {
    return List.of(
        new Blow(REPLICA_JOINED, second.name(), false, second::join),
        new Blow(PROCESS_KILLED, second.name(), true, () -> processes.kill(second.name())),
        new Blow(
            PROCESS_PAUSED,
            ORDERS,
            true,
            () -> second.awaitReady() && processes.pause(ORDERS, PAUSE)),
        new Blow(REPLICA_LEFT, second.name(), false, second::leave));
  }

  private Blow diskFull() {
    return new Blow(DISK_FULL, BROKER, true, () -> processes.fillDisk(BROKER, FULL, clock));
  }

  /** Each of the three lasts for the calm that follows it. */
  private static List<Blow> clockJumps(Victim victim) {
    return List.of(
        jump(victim, CLOCK_AHEAD, AHEAD),
        jump(victim, CLOCK_BEHIND, BEHIND.negated()),
        jump(victim, CLOCK_RIGHT, Duration.ZERO));
  }

  private static Blow jump(Victim victim, BlowKind kind, Duration to) {
    return new Blow(
        kind,
        victim.connection(),
        false,
        () -> {
          victim.clock(to);
          return true;
        });
  }

  private static Blow outage(Victim victim) {
    return new Blow(
        VENDOR_OUTAGE,
        victim.connection(),
        false,
        () -> {
          victim.away(AWAY);
          Waiting.pass(AWAY);
          return true;
        });
  }

  private static Blow brownOut(Victim victim) {
    return new Blow(
        BROWN_OUT,
        victim.connection(),
        false,
        () -> {
          victim.brownOut(BROWN);
          Waiting.pass(BROWN);
          victim.recover();
          return true;
        });
  }
}
