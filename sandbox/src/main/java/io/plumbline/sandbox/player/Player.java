package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.ErpRecord;
import io.plumbline.sandbox.oracle.Facts;
import io.plumbline.sandbox.oracle.StorefrontRecord;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Plays every part at its time: sales, what happens to them afterwards, and what goes wrong. */
final class Player {
  /** A drift is planted only after the order has been left alone for this long. */
  private static final Duration QUIET = Duration.ofSeconds(8);

  private static final BigDecimal PRICE_CUT = new BigDecimal("0.80");

  /** More than rounding every line of a long order could add up to. */
  private static final BigDecimal SURCHARGE = BigDecimal.TEN;

  private final Shop shop;
  private final Books books;
  private final Agenda agenda;
  private final Progress progress;
  private final Clock clock;
  private final BooleanSupplier calm;
  private final Random random;
  private volatile Optional<Instant> lastPlaced = Optional.empty();
  private final Map<String, String> numbers = new ConcurrentHashMap<>();

  Player(
      Shop shop,
      Books books,
      Agenda agenda,
      Progress progress,
      Clock clock,
      BooleanSupplier calm,
      long seed) {
    this.shop = shop;
    this.books = books;
    this.agenda = agenda;
    this.progress = progress;
    this.clock = clock;
    this.calm = calm;
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
      agenda.in(due, "place " + name(part), () -> place(part, lifeAfter, driftAfter));
    }
  }

  /** The number of an order by its id in the storefront. */
  Map<String, String> numbers() {
    return Map.copyOf(numbers);
  }

  /** When the last order so far was placed. */
  Optional<Instant> lastPlaced() {
    return lastPlaced;
  }

  private boolean place(Part part, Duration lifeAfter, Duration driftAfter) {
    String id = shop.place(part);
    numbers.put(id, part.invoice().number());
    lastPlaced = Optional.of(clock.instant());
    progress.placed();
    live(part, id, lifeAfter);
    part.drift().ifPresent(drift -> plant(drift, part, id, driftAfter));
    return true;
  }

  private void live(Part part, String id, Duration after) {
    String name = name(part);
    switch (part.life()) {
      case PLAIN -> {}
      case EDITED -> agenda.in(after, "edit " + name, () -> buyerEdits(id, 1));
      case EDITED_BACK -> {
        agenda.in(after, "edit " + name, () -> buyerEdits(id, 1));
        agenda.in(after.plusSeconds(2), "edit back " + name, () -> buyerEdits(id, -1));
      }
      case CANCELLED -> agenda.in(after, "cancel " + name, () -> done(() -> shop.cancel(id)));
      case PAID_LATER -> agenda.in(after, "pay " + name, () -> done(() -> shop.pay(id)));
      case FULFILLED -> {
        Agreement agreement = new Agreement(clock);
        agenda.in(after, "fulfil " + name, () -> ship(part, id, agreement));
      }
      case TILL -> {
        if (!part.neverPushed()) {
          Duration soon = Duration.ofMillis(300).plus(after.dividedBy(10));
          agenda.in(soon, "push " + name, () -> done(() -> books.push(till(part, id))));
        }
      }
    }
  }

  private boolean buyerEdits(String id, int by) {
    edit(id, by, "buyer");
    return true;
  }

  private void edit(String id, int by, String actor) {
    Map.Entry<String, Facts.Line> line = firstLine(StorefrontRecord.facts(shop.order(id)));
    shop.edit(id, line.getKey(), line.getValue().quantity().intValueExact() + by, actor);
  }

  private boolean ship(Part part, String id, Agreement agreement) {
    if (!settled(part, id, agreement)) {
      return false;
    }
    String record = record(part).path("id").asText();
    books.fulfil(record);
    agenda.in(Duration.ofSeconds(3), "bill " + name(part), () -> done(() -> books.bill(record)));
    return true;
  }

  private void plant(Drift drift, Part part, String id, Duration after) {
    if (drift == Drift.NEVER_PUSHED) {
      progress.planted(drift.kind());
      return;
    }
    Agreement agreement = new Agreement(clock);
    String what = "plant " + drift + " on " + name(part);
    agenda.in(after, what, () -> settled(part, id, agreement) && drift(drift, part, id));
  }

  private boolean drift(Drift drift, Part part, String id) {
    JsonNode record = record(part);
    String recordId = record.path("id").asText();
    switch (drift) {
      case DELETED_IN_ERP -> books.delete(recordId);
      case DELETED_IN_STOREFRONT -> shop.delete(id);
      case DOUBLED_IN_ERP -> books.twin(recordId);
      case STAFF_QUANTITY -> books.edit(recordId, Books.quantity(record, 1));
      case STAFF_PRICE -> books.edit(recordId, Books.price(record, PRICE_CUT));
      case STAFF_SHIPPING -> books.edit(recordId, Books.shipping(record, SURCHARGE));
      case STAFF_STATUS -> books.edit(recordId, Books.cancelled());
      case ROUNDED_IN_ERP -> books.round(recordId);
      case EDITED_AFTER_FULFILMENT -> {
        books.fulfil(recordId);
        Agreement shipped = new Agreement(clock);
        String what = "edit " + name(part) + " after fulfilment";
        agenda.in(QUIET, what, () -> settled(part, id, shipped) && editTooLate(drift, id));
        return true;
      }
      case NEVER_PUSHED -> throw new IllegalStateException("nothing to do for " + drift);
    }
    progress.planted(drift.kind());
    return true;
  }

  private boolean editTooLate(Drift drift, String id) {
    edit(id, 1, "staff");
    progress.planted(drift.kind());
    return true;
  }

  private boolean settled(Part part, String id, Agreement agreement) {
    if (!calm.getAsBoolean()) {
      agreement.forget(); // Nobody of ours may have seen the systems agree.
      return false;
    }
    List<Facts> booked =
        books.orders(part.invoice().number()).stream().map(ErpRecord::facts).toList();
    return agreement.lasts(StorefrontRecord.facts(shop.order(id)), booked);
  }

  private JsonNode record(Part part) {
    return books.orders(part.invoice().number()).getFirst();
  }

  private ObjectNode till(Part part, String id) {
    return Till.booking(part, shop.order(id));
  }

  private static Map.Entry<String, Facts.Line> firstLine(Facts facts) {
    return facts.lines().entrySet().stream().min(Map.Entry.comparingByKey()).orElseThrow();
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(random.nextLong(Math.max(1, most.toMillis())));
  }

  private static Duration later(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static boolean done(Runnable act) {
    act.run();
    return true;
  }

  private static String name(Part part) {
    return "order #" + part.invoice().number();
  }
}
