package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.sql.Rows;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entity each reading speaks of, by its names, and holds the locks of all of them.
 *
 * <p>Two readings with a name in common are one entity. Entities that turn out to be one become the
 * one that was there first. Two sales of one system become one only by a reading that names both by
 * their ids; a record that names another sale than before leaves for it.
 */
final class Linking {

  static final Comparator<Name> BY_NAME =
      Comparator.comparing(Name::namespace).thenComparing(Name::value);

  private static final Rows ENTITIES =
      new Rows(
          "insert into entity (key, data_key, created_at) values",
          "(?, ?, ?)",
          "on conflict do nothing");

  private static final Rows LINKS =
      new Rows(
          "insert into link (namespace, value, key) values", "(?, ?, ?)", "on conflict do nothing");

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
   * @param left the records that belong to another entity now, with the key each had
   * @param beside the entities that share a number, locked with each other
   */
  record Linked(
      Map<String, EntityRow> entities,
      Map<Name, String> keyOf,
      Map<String, String> merged,
      Map<Name, String> left,
      Map<String, Set<String>> beside) {

    String key(Incoming incoming) {
      return key(incoming.ownName());
    }

    String key(Name name) {
      String key = keyOf.get(name);
      if (key == null) {
        throw new IllegalStateException("a name without an entity: " + name);
      }
      return end(key);
    }

    String end(String key) {
      String end = key;
      String next = merged.get(end);
      while (next != null) {
        end = next;
        next = merged.get(end);
      }
      return end;
    }
  }

  /** Links readings, in the order they came. */
  Linked link(Connection tx, Collection<Incoming> readings, Instant now) {
    Map<Name, String> known = known(tx, readings);
    Map<String, Set<String>> beside = Rivals.beside(tx, known.values());
    Set<String> concerned = new LinkedHashSet<>(known.values());
    concerned.addAll(beside.keySet());
    Map<String, EntityRow> entities = lock(tx, concerned);
    if (!known(tx, readings).equals(known)) {
      throw new RaceLost("linked meanwhile");
    }
    Sold sold = Sold.of(tx, connections, known.values());
    Map<Name, String> fresh = new TreeMap<>(BY_NAME);
    Map<String, EntityRow> created = new LinkedHashMap<>();
    Map<String, byte[]> wrapped = new LinkedHashMap<>();
    var linked =
        new Linked(
            entities, new HashMap<>(known), new LinkedHashMap<>(), new LinkedHashMap<>(), beside);
    List<Incoming> earlier = new ArrayList<>();
    for (Incoming incoming : readings) {
      leave(tx, linked, sold, incoming, earlier);
      String key = survivor(linked, incoming, sold);
      if (key == null) {
        key = free(linked, incoming);
        byte[] secret = keys.create(key);
        wrapped.put(key, secret);
        created.put(key, new EntityRow(key, keys.with(key, secret), now));
        entities.putAll(created);
      }
      for (Name name : incoming.names()) {
        if (!sold.strange(key, name, incoming)
            && linked.keyOf().putIfAbsent(name, key) == null
            && !known.containsKey(name)) {
          fresh.put(name, key);
        }
      }
      sold.heard(key, incoming, name -> linked.key(name));
      earlier.add(incoming);
    }
    store(tx, created, wrapped, fresh, linked, now);
    return linked;
  }

  /** What a record names by id decides where it belongs, not where it was put before. */
  private void leave(
      Connection tx, Linked linked, Sold sold, Incoming incoming, List<Incoming> earlier) {
    Name own = incoming.ownName();
    String found = linked.keyOf().get(own);
    if (found != null
        && elsewhere(linked, sold, incoming, linked.end(found))
        && News.before(tx, incoming, earlier).tells(incoming)) {
      linked.left().putIfAbsent(own, found);
      linked.keyOf().remove(own);
      sold.left(linked.end(found), own);
    }
  }

  /** Whether its ids lead to another sale of a system than the one of the entity it is with. */
  private boolean elsewhere(Linked linked, Sold sold, Incoming incoming, String key) {
    boolean unheard =
        sold.named(incoming).stream().anyMatch(sale -> !linked.keyOf().containsKey(sale));
    if (unheard && sold.apart(null, incoming, key)) {
      return true;
    }
    return incoming.names().stream()
        .filter(this::isOwnId)
        .filter(linked.keyOf()::containsKey)
        .map(linked::key)
        .anyMatch(other -> sold.apart(key, incoming, other) && !sold.apart(null, incoming, other));
  }

  /** The key of a new entity: a name that nobody is known by has never been one. */
  private static String free(Linked linked, Incoming incoming) {
    return incoming.names().stream()
        .filter(name -> !linked.left().containsKey(name) && !linked.keyOf().containsKey(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no new name: " + incoming.ownName()))
        .toString();
  }

  /**
   * The one entity of all the names, merging where they were several; null where there is none. Own
   * ids come first, those of sales before others: they decide which of two sales with one number is
   * meant.
   */
  private @Nullable String survivor(Linked linked, Incoming incoming, Sold sold) {
    String key = null;
    for (Name name : byWeight(incoming, sold)) {
      if (linked.keyOf().containsKey(name)) {
        String found = linked.key(name);
        if (!found.equals(key) && !sold.apart(key, incoming, found)) {
          key = one(linked, sold, key, found);
        }
      }
    }
    return key;
  }

  private List<Name> byWeight(Incoming incoming, Sold sold) {
    return incoming.names().stream()
        .sorted(
            Comparator.comparing((Name name) -> !name.equals(incoming.ownName()))
                .thenComparing(name -> !sold.isSale(name))
                .thenComparing(name -> !isOwnId(name)))
        .toList();
  }

  private boolean isOwnId(Name name) {
    return connections.find(name.namespace()).isPresent();
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
    insert(tx, ENTITIES, newKeys, key -> new @Nullable Object[] {key, wrapped.get(key), now});
    insert(
        tx,
        LINKS,
        fresh.entrySet(),
        link -> new Object[] {link.getKey().namespace(), link.getKey().value(), link.getValue()});
    linked
        .merged()
        .keySet()
        .forEach(from -> {
          String into = linked.end(from);
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
    linked
        .left()
        .keySet()
        .forEach(name ->
            Sql.update(
                tx,
                "update link set key = ? where namespace = ? and value = ?",
                linked.key(name),
                name.namespace(),
                name.value()));
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

  /** A row that was already there means that somebody else was faster. */
  private static <T> void insert(
      Connection tx, Rows into, Collection<T> rows, Function<T, @Nullable Object[]> values) {
    if (into.insert(tx, rows, values) < rows.size()) {
      throw new RaceLost("linked meanwhile");
    }
  }
}
