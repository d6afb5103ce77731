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

/** The account's sales orders with their children; one change at a time, stamped, remembered. */
final class Erp {
  private static final String OBJECT = "salesOrder";
  private static final String DELETED = "deleted";

  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentNavigableMap<Long, SalesOrder> orders = new ConcurrentSkipListMap<>();
  private final NavigableSet<Stamp> byModified = new TreeSet<>();
  private final Map<Name, Long> byExternalId = new ConcurrentHashMap<>();
  private final ConcurrentNavigableMap<Long, Long> parents = new ConcurrentSkipListMap<>();
  private final List<Deleted> deleted = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong(48_200);
  private final AtomicLong uniqueKeys = new AtomicLong(310_000);
  private final Chronicle<SalesOrder> chronicle;
  private final Clock clock;

  /**
   * @param stamps by which records are stamped
   * @param clock of the history
   */
  Erp(Clock stamps, Clock clock) {
    this.clock = stamps;
    this.chronicle = new Chronicle<>(SalesOrder.class, clock);
  }

  /** Where a transaction stands among the modifications. */
  private record Stamp(Instant modified, long id) implements Comparable<Stamp> {
    private static final Comparator<Stamp> OLDEST_FIRST =
        Comparator.comparing(Stamp::modified).thenComparingLong(Stamp::id);

    static Stamp of(Transaction transaction) {
      return new Stamp(transaction.stamps().modified(), transaction.id());
    }

    @Override
    public int compareTo(Stamp other) {
      return OLDEST_FIRST.compare(this, other);
    }
  }

  /** External ids are one per kind of record. */
  private record Name(Transaction.Kind kind, String externalId) {}

  /** A record that is gone, as the deleted-record table has it. */
  record Deleted(long id, Instant at, @Nullable String externalId) {}

  /** What one change is called, who makes it, and whether it counts as a modification. */
  record Intent(String actor, String change, boolean stamped) {}

  /** A change that was made, with the entry that was the record's newest before. */
  record Done(SalesOrder order, long change, Optional<Long> before) {}

  /** What was made from an order, with the change of the order. */
  record Made(Transaction child, Done done) {}

  /** Builds a transaction under the next id. */
  @FunctionalInterface
  interface Making {
    Transaction from(SalesOrder order, long id);
  }

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
      refuseDuplicate(order);
      ids.incrementAndGet();
      return put(order, intent, journal);
    });
  }

  /** Makes a child of an order; the order counts as modified with it where the intent says so. */
  Made make(long orderId, Intent intent, Making making, Journal journal) {
    return alone(() -> {
      SalesOrder order = find(orderId).orElseThrow(Refusal::notFound);
      Transaction child = making.from(order, ids.get() + 1);
      refuseDuplicate(child);
      ids.incrementAndGet();
      return new Made(child, change(orderId, intent, before -> before.with(child), journal));
    });
  }

  /** Deletes a fulfilment, unless an invoice counts on what it shipped. */
  Done unmake(ItemFulfillment gone, Intent intent, Journal journal) {
    return alone(() -> change(parent(gone).id(), intent, before -> before.without(gone), journal));
  }

  private void refuseDuplicate(Transaction transaction) {
    String externalId = transaction.externalId();
    if (externalId != null && byExternalId.containsKey(new Name(transaction.kind(), externalId))) {
      throw Refusal.invalid(
          "DUP_RCRD", "A record with this external ID already exists: " + externalId);
    }
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
    return Optional.ofNullable(byExternalId.get(new Name(Transaction.Kind.SALES_ORDER, externalId)))
        .map(orders::get);
  }

  /** Any transaction, by the id that no other has. */
  Optional<Transaction> transaction(long id) {
    Long parent = parents.get(id);
    return parent == null
        ? find(id).map(order -> order)
        : find(parent).flatMap(order -> child(order, id));
  }

  Optional<Transaction> transaction(Transaction.Kind kind, String externalId) {
    return Optional.ofNullable(byExternalId.get(new Name(kind, externalId)))
        .flatMap(this::transaction);
  }

  /** The order that a child was made from. */
  SalesOrder parent(Transaction child) {
    return requireNonNull(orders.get(requireNonNull(parents.get(child.id()))));
  }

  private static Optional<Transaction> child(SalesOrder order, long id) {
    return order.children().all().filter(each -> each.id() == id).findFirst();
  }

  Collection<SalesOrder> all() {
    return orders.values();
  }

  /** Transactions from an id on. */
  Stream<Transaction> from(long id) {
    return Stream.<Stream<Transaction>>of(
            orders.tailMap(id, true).values().stream().map(order -> order),
            parents.tailMap(id, true).keySet().stream()
                .flatMap(child -> transaction(child).stream()))
        .flatMap(each -> each);
  }

  /** Those last changed at a moment or later, oldest first; to be read inside {@link #alone}. */
  Stream<Transaction> changedFrom(Instant moment) {
    return byModified.tailSet(new Stamp(moment, Long.MIN_VALUE), true).stream()
        .flatMap(stamp -> transaction(stamp.id()).stream());
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
    of(order).forEach(each -> ids.accumulateAndGet(each.id(), Math::max));
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
      of(before).map(Stamp::of).forEach(byModified::remove);
      before.children().all().forEach(this::unname);
    }
    of(order)
        .forEach(each -> {
          byModified.add(Stamp.of(each));
          if (each.externalId() != null) {
            byExternalId.put(new Name(each.kind(), each.externalId()), each.id());
          }
          if (each.id() != order.id()) {
            parents.put(each.id(), order.id());
          }
        });
  }

  private void forget(SalesOrder order, Instant at) {
    SalesOrder before = orders.remove(order.id());
    if (before != null) {
      of(before).map(Stamp::of).forEach(byModified::remove);
    }
    of(order).forEach(this::unname);
    deleted.add(new Deleted(order.id(), at, order.externalId()));
  }

  private void unname(Transaction transaction) {
    if (transaction.externalId() != null) {
      byExternalId.remove(new Name(transaction.kind(), transaction.externalId()));
    }
    parents.remove(transaction.id());
  }

  /** The order and all that was made from it. */
  private static Stream<Transaction> of(SalesOrder order) {
    return Stream.concat(Stream.of(order), order.children().all());
  }
}
