package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Absence;
import io.plumbline.sandbox.oracle.Damage;
import io.plumbline.sandbox.oracle.Histories;
import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.oracle.Oracle;
import io.plumbline.sandbox.oracle.OrderHistory;
import io.plumbline.sandbox.oracle.Outage;
import io.plumbline.sandbox.oracle.Silences;
import io.plumbline.sandbox.oracle.Unit;
import io.plumbline.sandbox.orders.OrderBook;
import io.plumbline.sandbox.orders.Reason;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.scoreboard.Finding;
import io.plumbline.sandbox.scoreboard.Findings;
import io.plumbline.sandbox.scoreboard.Run;
import io.plumbline.sandbox.scoreboard.Scoreboard;
import io.plumbline.sandbox.scoreboard.Sighting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run from the first order to the score. */
final class Performance {
  /**
   * How long queues may take to drain: a base for restarts and retries, and more for each order.
   */
  private static final Duration BASE_BOUND = Duration.ofMinutes(2);

  /** By how much the storefront is silent for longer than policy allows: some watermarks. */
  private static final Duration BEYOND = Duration.ofSeconds(2);

  private static final Duration BOUND_PER_ORDER = Duration.ofMillis(100);

  private final Systems systems;
  private final OrderBook book;
  private final Settings settings;
  private final Clock clock;
  private final Progress progress = new Progress();

  /** The systems of a run, by their public or control APIs. */
  record Systems(Vendors vendors, JsonApi orders, JsonApi reconciler) {}

  /** How to play. */
  record Settings(long seed, BigDecimal rate, Duration silentAfter, Oracle.Terms terms) {

    Duration day(int orders) {
      return Duration.ofMillis(
          BigDecimal.valueOf(orders * 1000L).divide(rate, 0, RoundingMode.UP).longValueExact());
    }
  }

  Performance(Systems systems, OrderBook book, Settings settings, Clock clock) {
    this.systems = systems;
    this.book = book;
    this.settings = settings;
    this.clock = clock;
  }

  /** Shows what befalls the run from outside. */
  void tell(String blow) {
    progress.struck(blow);
  }

  Result run(Disturbances disturbances, View view) throws InterruptedException {
    Findings findings = new Findings(systems.reconciler(), clock);
    List<Part> parts = Cast.of(book.playable(), settings.seed());
    Duration day = settings.day(parts.size());
    progress.toPlace(parts.size());
    try (Agenda agenda = new Agenda()) {
      Books books = new Books(systems.vendors().erp());
      Map<Channel, Shop> shops = shops();
      Floor floor = new Floor(systems.vendors().warehouse());
      Player player =
          new Player(
              shops,
              new Lives(books, floor, new Desk(systems.orders()), agenda),
              new Planting(books, floor, agenda, progress, clock, disturbances::calm),
              agenda,
              progress,
              clock,
              settings.seed());
      try (Watch watch =
          new Watch(findings, systems.reconciler(), disturbances, progress, player::numbers)) {
        watch.start(view);
        Played played = play(player, shops, books, agenda, disturbances, parts, day);
        List<String> unsettled = settle(watch, parts.size());
        findings.lookAtAll();
        return score(played, unsettled, findings, watch, disturbances, player);
      }
    }
  }

  private Map<Channel, Shop> shops() {
    Map<Channel, Shop> shops = new EnumMap<>(Channel.class);
    systems.vendors().shops().forEach((channel, api) -> shops.put(channel, new Shop(api, channel)));
    return shops;
  }

  /** What the player knows at the end of the day. */
  private record Played(int orders, Duration took, List<String> shortfalls) {}

  /** The score, all findings, and the names under which people know the orders in them. */
  record Result(Scoreboard board, List<Finding> findings, Map<String, String> numbers) {}

  private Played play(
      Player player,
      Map<Channel, Shop> shops,
      Books books,
      Agenda agenda,
      Disturbances disturbances,
      List<Part> parts,
      Duration day)
      throws InterruptedException {
    books.register(parts);
    progress.enter(Phase.PLAYING);
    Instant began = clock.instant();
    player.schedule(parts, day);
    if (disturbances.wanted()) {
      disturbances.schedule(agenda, day, settings.seed());
    }
    agenda.in(
        day.multipliedBy(60).dividedBy(100),
        "silence the storefront's listing",
        () -> silence(disturbances));
    shops.forEach(
        (channel, shop) -> agenda.in(day, "pay out " + channel.connection(), () -> paidOut(shop)));
    List<String> shortfalls = new ArrayList<>(agenda.finish());
    shortfalls.addAll(disturbances.finish());
    Duration took = Duration.between(began, player.lastPlaced().orElse(clock.instant()));
    disturbances.end();
    return new Played(player.numbers().size(), took, shortfalls);
  }

  private static boolean paidOut(Shop shop) {
    shop.payOut();
    return true;
  }

  private boolean silence(Disturbances disturbances) {
    boolean done = disturbances.silence(settings.silentAfter().plus(BEYOND));
    if (done) {
      progress.planted(Kind.SILENT_SOURCE, "");
    }
    return done;
  }

  private List<String> settle(Watch watch, int orders) {
    progress.enter(Phase.SETTLING);
    Settling settling =
        new Settling(systems.vendors(), systems.orders(), systems.reconciler(), clock);
    Duration draining = BASE_BOUND.plus(BOUND_PER_ORDER.multipliedBy(orders));
    Instant began = clock.instant();
    Instant until;
    List<String> unsettled;
    do {
      until = later(began, lastHeardAgain()).plus(lastDriftOwed(watch));
      Duration left = Duration.between(clock.instant(), until);
      unsettled = settling.await(left, draining.plus(left), progress::waitingFor);
      // A window may have grown meanwhile, or a silence ended: the last drift has to outlast both.
    } while (unsettled.isEmpty()
        && later(began, lastHeardAgain()).plus(lastDriftOwed(watch)).isAfter(until));
    progress.waitingFor(List.of());
    return unsettled;
  }

  private Instant lastHeardAgain() {
    return systems.vendors().all().stream()
        .flatMap(vendor -> Absence.read(vendor.api()).stream())
        .flatMap(absence -> absence.listedAgain().stream())
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** The last drift has to last longer than two windows, or it would not be owed. */
  private Duration lastDriftOwed(Watch watch) {
    return watch
        .windows()
        .map(windows -> Oracle.owedAfter(windows, settings.terms().stuckAfter()).plusSeconds(2))
        .orElse(Duration.ZERO);
  }

  private Result score(
      Played played,
      List<String> unsettled,
      Findings findings,
      Watch watch,
      Disturbances disturbances,
      Player player) {
    progress.enter(Phase.SCORING);
    Instant end = clock.instant();
    Vendors vendors = systems.vendors();
    Histories histories = Histories.read(vendors.storefronts(), vendors.books(), vendors.floor());
    List<OrderHistory> orders = histories.orders();
    List<Outage> outages = disturbances.outages(histories::firstWriteAfter);
    List<Unit> units = silences(disturbances, end);
    List<Outage> unheard = Silences.outages(units);
    watch
        .windows()
        .map(windows -> new Oracle(windows, settings.terms(), outages, unheard, end).units(orders))
        .ifPresent(units::addAll);
    Run run =
        new Run(
            settings.seed(),
            histories.standing(),
            book.read(),
            played.orders(),
            named(book.counted()),
            named(book.linesSetAside()),
            disturbances.counts(),
            watch.windowMillis(),
            progress.drifts(),
            Damage.of(orders, histories.strays()),
            perSecond(played),
            played.shortfalls(),
            unsettled);
    Scoreboard board = Scoreboard.of(run, findings.all(), units);
    progress.enter(Phase.DONE);
    return new Result(
        board, findings.all().stream().map(Sighting::finding).toList(), player.numbers());
  }

  private List<Unit> silences(Disturbances disturbances, Instant end) {
    List<Unit> units = new ArrayList<>();
    systems
        .vendors()
        .all()
        .forEach(vendor -> {
          String name = vendor.connection();
          Silences silences = new Silences(settings.silentAfter(), disturbances.deaf(name), end);
          units.addAll(silences.units(name, Absence.read(vendor.api())));
        });
    return units;
  }

  private static Map<String, Integer> named(Map<Reason, Integer> counts) {
    Map<String, Integer> named = new TreeMap<>();
    counts.forEach((reason, n) -> named.put(reason.id(), n));
    return named;
  }

  private static BigDecimal perSecond(Played played) {
    long millis = Math.max(1, played.took().toMillis());
    return BigDecimal.valueOf(played.orders() * 1000L)
        .divide(BigDecimal.valueOf(millis), 2, RoundingMode.HALF_UP);
  }
}
