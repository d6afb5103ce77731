package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entity each reading speaks of, by its names, and holds the locks of all of them.
 *
 * <p>Two readings with a name in common are one entity. Entities that turn out to be one become the
 * one that was there first. A number alone does not make one of two sales of one system: only a
 * record's own id does.
 */
final class Linking {

  static final Comparator<Name> BY_NAME =
      Comparator.comparing(Name::namespace).thenComparing(Name::value);

  private final EntityKeys keys;
  private final Connections connections;

  Linking(EntityKeys keys, Connections connections) {
    this.keys = keys;
    this.connections = connections;
  }

  /**
   * What the names came to.
   *
   * @param entities every entity concerned, by key, locked
   * @param merged the keys that ended, in order, with the key that goes on
   * @param contested by record, the numbers it carries that name another sale of its system
   * @param beside the entities that share a number, locked with each other
   */
  record Linked(
      Map<String, EntityRow> entities,
      Map<Name, String> keyOf,
      Map<String, String> merged,
      Map<Name, Set<Name>> contested,
      Map<String, Set<String>> beside) {

    String key(Incoming incoming) {
      return key(incoming.ownName());
    }

    String key(Name name) {
      String key = keyOf.get(name);
      if (key == null) {
        throw new IllegalStateException("a name without an entity: " + name);
      }
      while (merged.containsKey(key)) {
        key = merged.get(key);
      }
      return key;
    }
  }

  /** Links readings, in the order they came. */
  Linked link(Connection tx, Collection<Incoming> readings, Instant now) {
    Map<Name, String> known = known(tx, readings);
    Map<String, Set<String>> beside = Rivals.beside(tx, known.values());
    Set<String> concerned = new LinkedHashSet<>(known.values());
    concerned.addAll(beside.keySet());
    Map<String, EntityRow> entities = lock(tx, concerned);
    Sold sold = Sold.of(tx, connections, known.values());
    Map<Name, String> fresh = new TreeMap<>(BY_NAME);
    Map<String, EntityRow> created = new LinkedHashMap<>();
    Map<String, byte[]> wrapped = new LinkedHashMap<>();
    var linked =
        new Linked(entities, new HashMap<>(known), new LinkedHashMap<>(), new HashMap<>(), beside);
    for (Incoming incoming : readings) {
      linked.contested().remove(incoming.ownName());
      String key = survivor(linked, incoming, sold);
      if (key == null) {
        key = incoming.ownName().toString();
        byte[] secret = keys.create(key);
        wrapped.put(key, secret);
        created.put(key, new EntityRow(key, keys.with(key, secret), now));
        entities.putAll(created);
      }
      for (Name name : incoming.names()) {
        if (linked.keyOf().putIfAbsent(name, key) == null) {
          fresh.put(name, key);
        }
      }
      sold.heard(key, incoming);
    }
    store(tx, created, wrapped, fresh, linked, now);
    return linked;
  }

  /**
   * The one entity of all the names, merging where they were several; null where there is none. Own
   * ids come first: they decide which of two sales with one number is meant.
   */
  private @Nullable String survivor(Linked linked, Incoming incoming, Sold sold) {
    String key = null;
    for (Name name : incoming.names()) {
      String found = linked.keyOf().get(name);
      if (found != null && isOwnId(name)) {
        key = one(linked, sold, key, end(linked, found));
      }
    }
    for (Name name : incoming.names()) {
      String found = linked.keyOf().get(name);
      if (found == null || isOwnId(name) || end(linked, found).equals(key)) {
        continue;
      }
      if (sold.wouldMeet(key, incoming, end(linked, found))) {
        contest(linked, incoming, name, sold);
      } else {
        key = one(linked, sold, key, end(linked, found));
      }
    }
    return key;
  }

  private boolean isOwnId(Name name) {
    return connections.find(name.namespace()).isPresent();
  }

  private static void contest(Linked linked, Incoming incoming, Name number, Sold sold) {
    if (sold.isSale(incoming.ownName())) {
      linked
          .contested()
          .computeIfAbsent(incoming.ownName(), own -> new LinkedHashSet<>())
          .add(number);
    }
  }

  /** The elder of the two, into which the other merges. */
  private static String one(Linked linked, Sold sold, @Nullable String key, String other) {
    if (key == null || key.equals(other)) {
      return other;
    }
    Comparator<EntityRow> byAge =
        Comparator.comparing(EntityRow::createdAt).thenComparing(EntityRow::key);
    EntityRow one = row(linked, key);
    EntityRow two = row(linked, other);
    boolean elder = byAge.compare(one, two) < 0;
    String into = elder ? key : other;
    String from = elder ? other : key;
    linked.merged().put(from, into);
    sold.merged(from, into);
    return into;
  }

  private static EntityRow row(Linked linked, String key) {
    EntityRow row = linked.entities().get(key);
    if (row == null) {
      throw new IllegalStateException("a linked entity that is not locked: " + key);
    }
    return row;
  }

  private static String end(Linked linked, String key) {
    String end = key;
    String next = linked.merged().get(end);
    while (next != null) {
      end = next;
      next = linked.merged().get(end);
    }
    return end;
  }

  private static Map<Name, String> known(Connection tx, Collection<Incoming> readings) {
    Set<Name> names = new LinkedHashSet<>();
    readings.forEach(incoming -> names.addAll(incoming.names()));
    Map<Name, String> known = new HashMap<>();
    Sql.all(
            tx,
            row -> Map.entry(new Name(row.getString(1), row.getString(2)), row.getString(3)),
            """
            select l.namespace, l.value, l.key
            from link l join unnest(?, ?) as n (namespace, value)
              on l.namespace = n.namespace and l.value = n.value
            """,
            names.stream().map(Name::namespace).toArray(String[]::new),
            names.stream().map(Name::value).toArray(String[]::new))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    return known;
  }

  /** In key order, as everybody locks them, so that two batches never wait for each other. */
  private Map<String, EntityRow> lock(Connection tx, Set<String> wanted) {
    Map<String, EntityRow> entities = new HashMap<>();
    String[] sorted = wanted.toArray(String[]::new);
    Arrays.sort(sorted);
    Sql.all(
            tx,
            row -> {
              if (row.getString("merged_into") != null) {
                throw new RaceLost("merged meanwhile: " + row.getString("key"));
              }
              return new EntityRow(
                  row.getString("key"),
                  keys.with(row.getString("key"), row.getBytes("data_key")),
                  Sql.instant(row, "created_at"));
            },
            """
            select key, data_key, merged_into, created_at from entity
            where key = any (?) order by key for update
            """,
            (Object) sorted)
        .forEach(entity -> entities.put(entity.key(), entity));
    return entities;
  }

  private static void store(
      Connection tx,
      Map<String, EntityRow> created,
      Map<String, byte[]> wrapped,
      Map<Name, String> fresh,
      Linked linked,
      Instant now) {
    List<String> newKeys = new ArrayList<>(created.keySet());
    newKeys.sort(Comparator.naturalOrder());
    batch(
        tx,
        "insert into entity (key, data_key, created_at) values (?, ?, ?) on conflict do nothing",
        newKeys,
        (insert, key) -> {
          insert.setString(1, key);
          insert.setBytes(2, wrapped.get(key));
          insert.setTimestamp(3, Timestamp.from(now));
        });
    batch(
        tx,
        "insert into link (namespace, value, key) values (?, ?, ?) on conflict do nothing",
        fresh.entrySet(),
        (insert, link) -> {
          insert.setString(1, link.getKey().namespace());
          insert.setString(2, link.getKey().value());
          insert.setString(3, link.getValue());
        });
    linked
        .merged()
        .keySet()
        .forEach(from -> {
          String into = end(linked, from);
          Sql.update(tx, "update link set key = ? where key = ?", into, from);
          Rivals.moved(tx, from, into);
          // With those merged into it before: the journal looks one level deep.
          Sql.update(
              tx,
              "update entity set merged_into = ? where key = ? or merged_into = ?",
              into,
              from,
              from);
        });
  }

  /** The end of a key as it is published, to be told again some day. */
  static void keep(Connection tx, Event ended) {
    Sql.update(
        tx,
        "update entity set merge_event = ?::jsonb, merge_source = ?, merged_at = ? where key = ?",
        ended.payload().toString(),
        ended.connection(),
        ended.occurredAt(),
        ended.key());
  }

  /** One round trip; a row that was already there means that somebody else was faster. */
  private static <T> void batch(Connection tx, String sql, Collection<T> rows, Binding<T> binding) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = tx.prepareStatement(sql)) {
      for (T row : rows) {
        binding.bind(insert, row);
        insert.addBatch();
      }
      if (Arrays.stream(insert.executeBatch()).anyMatch(inserted -> inserted == 0)) {
        throw new RaceLost("linked meanwhile");
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** Fills a statement from a row. */
  private interface Binding<T> {
    void bind(PreparedStatement statement, T row) throws SQLException;
  }
}
