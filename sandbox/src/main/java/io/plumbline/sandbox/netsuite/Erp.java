package io.plumbline.sandbox.netsuite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.journal.Change;
import io.plumbline.sandbox.journal.Chronicle;
import io.plumbline.sandbox.journal.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The account's sales orders; one change at a time, stamped and remembered. */
final class Erp {
  private static final String OBJECT = "salesOrder";
  private static final String DELETED = "deleted";

  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentNavigableMap<Long, SalesOrder> orders = new ConcurrentSkipListMap<>();
  private final NavigableSet<Stamp> byModified = new TreeSet<>();
  private final Map<String, Long> byExternalId = new ConcurrentHashMap<>();
  private final List<Deleted> deleted = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong(48_200);
  private final AtomicLong uniqueKeys = new AtomicLong(310_000);
  private final Chronicle<SalesOrder> chronicle;
  private final Clock clock;

  Erp(Clock clock) {
    this.clock = clock;
    this.chronicle = new Chronicle<>(SalesOrder.class, clock);
  }

  /** Where an order stands among the modifications. */
  private record Stamp(Instant modified, long id) implements Comparable<Stamp> {
    private static final Comparator<Stamp> OLDEST_FIRST =
        Comparator.comparing(Stamp::modified).thenComparingLong(Stamp::id);

    static Stamp of(SalesOrder order) {
      return new Stamp(order.stamps().modified(), order.id());
    }

    @Override
    public int compareTo(Stamp other) {
      return OLDEST_FIRST.compare(this, other);
    }
  }

  /** A record that is gone, as the deleted-record table has it. */
  record Deleted(long id, Instant at, @Nullable String externalId) {}

  /** What one change is called, who makes it, and whether it counts as a modification. */
  record Intent(String actor, String change, boolean stamped) {}

  /** A change that was made, with the entry that was the record's newest before. */
  record Done(SalesOrder order, long change, Optional<Long> before) {}

  /** Everything that happens inside sees and makes one state. */
  <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Adds the order that {@code make} builds under the next id. */
  Done add(Intent intent, java.util.function.LongFunction<SalesOrder> make, Journal journal) {
    return alone(() -> {
      SalesOrder order = make.apply(ids.get() + 1);
      String externalId = order.externalId();
      if (externalId != null && byExternalId.containsKey(externalId)) {
        throw Refusal.invalid(
            "DUP_RCRD", "A record with this external ID already exists: " + externalId);
      }
      ids.incrementAndGet();
      return put(order, intent, journal);
    });
  }

  Done change(long id, Intent intent, UnaryOperator<SalesOrder> edit, Journal journal) {
    return alone(() -> {
      SalesOrder before = find(id).orElseThrow(Refusal::notFound);
      SalesOrder edited = edit.apply(before);
      return put(intent.stamped() ? edited.modified(now()) : edited, intent, journal);
    });
  }

  Done delete(long id, String actor, Journal journal) {
    return alone(() -> {
      SalesOrder gone = find(id).orElseThrow(Refusal::notFound);
      Done done = remember(gone, new Intent(actor, DELETED, true), journal);
      forget(gone, now());
      return done;
    });
  }

  Optional<SalesOrder> find(long id) {
    return Optional.ofNullable(orders.get(id));
  }

  Optional<SalesOrder> find(String externalId) {
    return Optional.ofNullable(byExternalId.get(externalId)).map(orders::get);
  }

  Collection<SalesOrder> all() {
    return orders.values();
  }

  /** Orders from an id on. */
  Stream<SalesOrder> from(long id) {
    return orders.tailMap(id, true).values().stream();
  }

  /** Orders last changed at a moment or later, oldest first; to be read inside {@link #alone}. */
  Stream<SalesOrder> changedFrom(Instant moment) {
    return byModified.tailSet(new Stamp(moment, Long.MIN_VALUE), true).stream()
        .map(stamp -> requireNonNull(orders.get(stamp.id())));
  }

  List<Deleted> deleted() {
    return deleted;
  }

  long nextUniqueKey() {
    return uniqueKeys.incrementAndGet();
  }

  /** Now, in the whole seconds that the ERP stamps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  List<Change<SalesOrder>> history(long since, int limit) {
    return chronicle.since(since, limit);
  }

  /** Takes back an entry of a journal, if it is one of ours. */
  void replay(String kind, JsonNode entry) {
    if (!kind.equals(Chronicle.KIND)) {
      return;
    }
    Change<SalesOrder> change = chronicle.replay(entry);
    SalesOrder order = change.state();
    ids.accumulateAndGet(order.id(), Math::max);
    order.lines().forEach(line -> uniqueKeys.accumulateAndGet(line.uniqueKey(), Math::max));
    if (change.change().equals(DELETED)) {
      forget(order, change.at().truncatedTo(ChronoUnit.SECONDS));
    } else {
      keep(order);
    }
  }

  private Done put(SalesOrder order, Intent intent, Journal journal) {
    keep(order);
    return remember(order, intent, journal);
  }

  private Done remember(SalesOrder order, Intent intent, Journal journal) {
    String id = String.valueOf(order.id());
    Optional<Long> before = chronicle.newest(id);
    Chronicle.Subject subject =
        new Chronicle.Subject(
            OBJECT, id, order.externalId() == null ? order.tranId() : order.externalId());
    Change<SalesOrder> entry =
        chronicle.record(subject, intent.actor(), intent.change(), order, journal);
    return new Done(order, entry.seq(), before);
  }

  private void keep(SalesOrder order) {
    SalesOrder before = orders.put(order.id(), order);
    if (before != null) {
      byModified.remove(Stamp.of(before));
    }
    byModified.add(Stamp.of(order));
    if (order.externalId() != null) {
      byExternalId.put(order.externalId(), order.id());
    }
  }

  private void forget(SalesOrder order, Instant at) {
    SalesOrder before = orders.remove(order.id());
    if (before != null) {
      byModified.remove(Stamp.of(before));
    }
    if (order.externalId() != null) {
      byExternalId.remove(order.externalId());
    }
    deleted.add(new Deleted(order.id(), at, order.externalId()));
  }
}
