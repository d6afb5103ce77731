package io.plumbline.engine.secrecy;

import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The inbox's keys, one a day, destroyed with the inbox's retention. They are made so many days
 * ahead that intake goes on while PostgreSQL is away, and that a backup holds the keys of all that
 * the inbox can still give when it is put back.
 */
@Singleton
public class InboxKeys {

  private final MasterKey master;
  private final Transactions transactions;
  private final Clock clock;
  private final Map<LocalDate, Sealed> known = new ConcurrentHashMap<>();

  public InboxKeys(MasterKey master, Transactions transactions, Clock clock) {
    this.master = master;
    this.transactions = transactions;
    this.clock = clock;
  }

  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Whether intake can encrypt, with or without PostgreSQL. */
  public boolean ready() {
    return known.containsKey(today());
  }

  public byte[] seal(LocalDate day, byte[] plain, String context) {
    return key(day).seal(plain, context);
  }

  public byte[] open(LocalDate day, byte[] sealed, String context) {
    return key(day).open(sealed, context);
  }

  /** Makes the keys of so many coming days and loads them. */
  public void prefetch(long daysAhead) {
    LocalDate today = today();
    transactions.run(tx -> {
      for (LocalDate day :
          Stream.iterate(today, day -> day.plusDays(1)).limit(daysAhead + 1).toList()) {
        create(tx, day);
        load(tx, day);
      }
    });
  }

  /** Destroys the keys of the days before this one: nothing of those days can be read again. */
  public int destroyBefore(LocalDate day) {
    known.keySet().removeIf(known -> known.isBefore(day));
    return transactions.get(tx -> Sql.update(tx, "delete from inbox_key where day < ?", day));
  }

  private Sealed key(LocalDate day) {
    Sealed key = known.get(day);
    if (key != null) {
      return key;
    }
    transactions.run(tx -> load(tx, day));
    Sealed loaded = known.get(day);
    if (loaded == null) {
      throw new Unreadable(
          "expected the inbox key of %s, found none: it was destroyed with the inbox's retention"
              .formatted(day),
          null);
    }
    return loaded;
  }

  /** Two replicas may make the same day's key at once; the first one in the table is the key. */
  private void create(Connection tx, LocalDate day) {
    Sql.update(
        tx,
        "insert into inbox_key (day, wrapped) values (?, ?) on conflict do nothing",
        day,
        master.wrapNew(wrapping(day)));
  }

  private void load(Connection tx, LocalDate day) {
    Sql.one(tx, row -> row.getBytes(1), "select wrapped from inbox_key where day = ?", day)
        .ifPresent(wrapped -> known.put(day, new Sealed(master.open(wrapped, wrapping(day)))));
  }

  private static String wrapping(LocalDate day) {
    return "inbox-key/" + day;
  }
}
