package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.journal.Change;
import io.plumbline.sandbox.journal.Chronicle;
import io.plumbline.sandbox.journal.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The shop's orders; every change is stamped, remembered and announced in one step. */
final class Storefront {
  private static final String OBJECT = "order";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, ShopOrder> orders = new ConcurrentSkipListMap<>();
  private final Map<Long, Long> owners = new ConcurrentHashMap<>();
  private final Shelves shelves = new Shelves();
  private final Statement statement = new Statement();
  private final Chronicle<ShopOrder> chronicle;
  private final Ids ids = new Ids();
  private final Optional<Tariff> tariff;
  private final Clock clock;

  /**
   * @param stamps by which records are stamped
   * @param clock of the history
   */
  Storefront(Optional<Tariff> tariff, Clock stamps, Clock clock) {
    this.tariff = tariff;
    this.clock = stamps;
    this.chronicle = new Chronicle<>(ShopOrder.class, clock);
  }

  /** Hears of every change while it is made, before anybody can see the next one. */
  interface Announcer {
    void announce(ShopOrder before, ShopOrder order, EnumSet<Topic> topics);
  }

  /** Where changes are written down and announced. */
  record Ledger(Journal journal, Announcer announcer) {}

  /** What one change is called, who makes it and which webhooks it brings. */
  record Intent(String actor, String change, boolean stamped, EnumSet<Topic> topics) {}

  /** A change that was made, with the entry that was the record's newest before. */
  record Done(ShopOrder order, long change, Optional<Long> before) {}

  ShopOrder place(JsonNode json, Ledger ledger) {
    lock.lock();
    try {
      ShopOrder order = new Checkout(till()).order(json);
      keep(order);
      String actor = Json.text(json, "actor").orElse("buyer");
      ledger(order, actor, "created", ledger);
      EnumSet<Topic> topics = EnumSet.of(Topic.CREATE, Topic.UPDATED);
      if (FinancialStatus.of(order) == FinancialStatus.PAID) {
        topics.add(Topic.PAID);
      }
      ledger.announcer().announce(order, order, topics);
      return order;
    } finally {
      lock.unlock();
    }
  }

  Optional<Done> change(long id, Intent intent, UnaryOperator<ShopOrder> edit, Ledger ledger) {
    lock.lock();
    try {
      ShopOrder before = orders.get(id);
      if (before == null) {
        return Optional.empty();
      }
      ShopOrder edited = new Assignment(ids).settled(edit.apply(before));
      ShopOrder after = intent.stamped() ? edited.stamped(now()) : edited;
      keep(after);
      Optional<Long> newest = chronicle.newest(String.valueOf(id));
      Change<ShopOrder> entry = ledger(after, intent.actor(), intent.change(), ledger);
      EnumSet<Topic> topics = EnumSet.copyOf(intent.topics());
      if (intent.stamped()) {
        topics.addAll(Topic.ofDispatch(before, after));
      }
      ledger.announcer().announce(before, after, topics);
      return Optional.of(new Done(after, entry.seq(), newest));
    } finally {
      lock.unlock();
    }
  }

  Optional<ShopOrder> delete(long id, String actor, Ledger ledger) {
    lock.lock();
    try {
      Optional<ShopOrder> gone = drop(id);
      gone.ifPresent(order -> {
        ledger(order, actor, "deleted", ledger);
        ledger.announcer().announce(order, order, EnumSet.of(Topic.DELETE));
      });
      return gone;
    } finally {
      lock.unlock();
    }
  }

  /** Reads the sorted orders while nobody changes one. */
  <T> T alone(Function<Shelves, T> read) {
    lock.lock();
    try {
      return read.apply(shelves);
    } finally {
      lock.unlock();
    }
  }

  /** Reads the shop's account while nothing moves on it. */
  <T> T account(Function<Statement, T> read) {
    lock.lock();
    try {
      return read.apply(statement);
    } finally {
      lock.unlock();
    }
  }

  /** Where money is taken and given back now. */
  Till till() {
    return new Till(ids, now(), tariff);
  }

  Optional<ShopOrder> find(long id) {
    return Optional.ofNullable(orders.get(id));
  }

  /** The order that a fulfilment order or a fulfilment is of. */
  Optional<ShopOrder> owner(long child) {
    return Optional.ofNullable(owners.get(child)).flatMap(this::find);
  }

  Collection<ShopOrder> all() {
    return orders.values();
  }

  Ids ids() {
    return ids;
  }

  List<Change<ShopOrder>> history(long since, int limit) {
    return chronicle.since(since, limit);
  }

  /** Takes back an entry of a journal, if it is one of ours. */
  void replay(String kind, JsonNode entry) {
    if (kind.equals(Chronicle.KIND)) {
      Change<ShopOrder> change = chronicle.replay(entry);
      ids.seen(change.state());
      if (change.change().equals("deleted")) {
        drop(change.state().id());
      } else {
        keep(change.state());
      }
    }
  }

  private void keep(ShopOrder order) {
    ShopOrder before = orders.put(order.id(), order);
    if (before != null) {
      shelves.remove(before);
    }
    shelves.add(order);
    statement.put(order);
    order.dispatch().ids().forEach(child -> owners.put(child, order.id()));
    order.payments().forEach(payment -> owners.put(payment.id(), order.id()));
  }

  private Optional<ShopOrder> drop(long id) {
    Optional<ShopOrder> gone = Optional.ofNullable(orders.remove(id));
    gone.ifPresent(shelves::remove);
    return gone;
  }

  private Change<ShopOrder> ledger(ShopOrder order, String actor, String change, Ledger ledger) {
    String id = String.valueOf(order.id());
    return chronicle.record(
        new Chronicle.Subject(OBJECT, id, order.name()), actor, change, order, ledger.journal());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
