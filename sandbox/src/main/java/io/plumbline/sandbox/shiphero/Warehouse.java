package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.journal.Change;
import io.plumbline.sandbox.journal.Chronicle;
import io.plumbline.sandbox.journal.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** The warehouse's orders; every change is stamped, remembered and announced in one step. */
final class Warehouse {
  private static final long FIRST = 7_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, WmsOrder> orders = new ConcurrentSkipListMap<>();
  private final AtomicLong ids = new AtomicLong(FIRST);
  private final Chronicle<WmsOrder> chronicle;
  private final Clock clock;

  /**
   * @param stamps by which records are stamped
   * @param clock of the history
   */
  Warehouse(Clock stamps, Clock clock) {
    this.clock = stamps;
    this.chronicle = new Chronicle<>(WmsOrder.class, clock);
  }

  /** Hears of every change while it is made, before anybody can see the next one. */
  interface Announcer {
    void announce(WmsOrder before, WmsOrder after, List<Topic> topics);
  }

  /** Where changes are written down and announced. */
  record Ledger(Journal journal, Announcer announcer) {}

  /** What one change is called, who makes it and which webhooks it brings. */
  record Intent(String actor, String change, boolean stamped, List<Topic> topics) {}

  /** A change that was made, with the entry that was the record's newest before. */
  record Done(WmsOrder order, long change, Optional<Long> before) {}

  /** Takes an order in whether or not it has one of that number already, as the vendor does. */
  Done add(String actor, LongFunction<WmsOrder> entry, Ledger ledger) {
    lock.lock();
    try {
      WmsOrder order = entry.apply(next()).stamped(now());
      orders.put(order.id(), order);
      return new Done(order, entry(order, actor, "created", ledger), Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  Done change(long id, Intent intent, UnaryOperator<WmsOrder> edit, Ledger ledger) {
    lock.lock();
    try {
      WmsOrder before = get(id);
      WmsOrder edited = edit.apply(before);
      WmsOrder after = intent.stamped() ? edited.stamped(now()) : edited;
      orders.put(id, after);
      Optional<Long> newest = chronicle.newest(String.valueOf(id));
      long change = entry(after, intent.actor(), intent.change(), ledger);
      ledger.announcer().announce(before, after, intent.stamped() ? intent.topics() : List.of());
      return new Done(after, change, newest);
    } finally {
      lock.unlock();
    }
  }

  WmsOrder delete(long id, String actor, Ledger ledger) {
    lock.lock();
    try {
      WmsOrder gone = get(id);
      orders.remove(id);
      entry(gone, actor, "deleted", ledger);
      return gone;
    } finally {
      lock.unlock();
    }
  }

  WmsOrder get(long id) {
    return find(id).orElseThrow(() -> new Refused("Order not found: " + id));
  }

  Optional<WmsOrder> find(long id) {
    return Optional.ofNullable(orders.get(id));
  }

  Collection<WmsOrder> all() {
    return orders.values();
  }

  long next() {
    return ids.incrementAndGet();
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  List<Change<WmsOrder>> history(long since, int limit) {
    return chronicle.since(since, limit);
  }

  /** Takes back an entry of a journal, if it is one of ours. */
  void replay(String kind, JsonNode entry) {
    if (!kind.equals(Chronicle.KIND)) {
      return;
    }
    Change<WmsOrder> change = chronicle.replay(entry);
    WmsOrder order = change.state();
    raise(order.id());
    order.lines().forEach(line -> raise(line.id()));
    order.shipments().forEach(shipment -> raise(Math.max(shipment.id(), shipment.label())));
    if (change.change().equals("deleted")) {
      orders.remove(order.id());
    } else {
      orders.put(order.id(), order);
    }
  }

  private void raise(long id) {
    ids.accumulateAndGet(id, Math::max);
  }

  private long entry(WmsOrder order, String actor, String change, Ledger ledger) {
    Chronicle.Subject subject =
        new Chronicle.Subject("order", String.valueOf(order.id()), order.text("partner_order_id"));
    return chronicle.record(subject, actor, change, order, ledger.journal()).seq();
  }
}
