package io.plumbline.engine.apply;

import io.plumbline.engine.observation.Name;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Entities of one selling system that carry the same number. They are kept apart; the number goes
 * on naming the one that had it first, and whoever says the number alone is taken to mean that one.
 */
public final class Rivals {

  private static final String PAIRS =
      """
      select c.connection, c.external_id, c.namespace, c.value, c.key, l.key as holder
      from contested_name c join link l on l.namespace = c.namespace and l.value = c.value
      where c.key <> l.key
      """;

  private Rivals() {}

  /**
   * One number that two living records carry.
   *
   * @param holder the entity that it names
   * @param other the record that carries it too
   */
  public record Rival(Name number, String holder, Name other) {}

  /** The numbers that this entity shares with another one of the same selling system. */
  public static List<Rival> of(Connection tx, String key) {
    return of(tx, Set.of(key)).getOrDefault(key, List.of());
  }

  /** The same of many entities, by key; those that share none are left out. */
  public static Map<String, List<Rival>> of(Connection tx, Collection<String> keys) {
    Map<String, List<Rival>> byKey = new HashMap<>();
    Object wanted = keys.toArray(String[]::new);
    Sql.all(
            tx,
            row ->
                Map.entry(
                    row.getString("key"),
                    new Rival(
                        new Name(row.getString("namespace"), row.getString("value")),
                        row.getString("holder"),
                        new Name(row.getString("connection"), row.getString("external_id")))),
            PAIRS
                + """
                   and (c.key = any (?) or l.key = any (?))
                   and exists (select 1 from replica r where r.connection = c.connection
                               and r.external_id = c.external_id and not r.deleted)
                   and exists (select 1 from replica r where r.connection = c.connection
                               and r.key = l.key and not r.deleted)
                order by c.namespace, c.value, c.connection, c.external_id
                """,
            wanted,
            wanted)
        .forEach(found -> {
          Rival rival = found.getValue();
          for (String key : Set.of(found.getKey(), rival.holder())) {
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(rival);
          }
        });
    return byKey;
  }

  /** Those entities and all that share a number with one of them, each with its rivals. */
  static Map<String, Set<String>> beside(Connection tx, Collection<String> keys) {
    Map<String, Set<String>> beside = new HashMap<>();
    Object known = keys.toArray(String[]::new);
    Sql.all(
            tx,
            row -> Map.entry(row.getString("key"), row.getString("holder")),
            PAIRS + " and (c.key = any (?) or l.key = any (?))",
            known,
            known)
        .forEach(pair -> together(beside, pair.getKey(), pair.getValue()));
    return beside;
  }

  static void together(Map<String, Set<String>> beside, String one, String other) {
    beside.computeIfAbsent(one, key -> new LinkedHashSet<>()).add(other);
    beside.computeIfAbsent(other, key -> new LinkedHashSet<>()).add(one);
  }

  /** The record carries these numbers of others, and no longer any that it carried before. */
  static void carries(Connection tx, ReplicaRow record, Set<Name> numbers) {
    Sql.update(
        tx,
        "delete from contested_name where connection = ? and external_id = ?",
        record.connection(),
        record.externalId());
    numbers.forEach(number ->
        Sql.update(
            tx,
            """
            insert into contested_name (connection, external_id, namespace, value, key)
            values (?, ?, ?, ?, ?)
            """,
            record.connection(),
            record.externalId(),
            number.namespace(),
            number.value(),
            record.key()));
  }

  /** Whether a number that names one of these entities is carried by another one too. */
  static boolean contested(Connection tx, Collection<String> holders) {
    return Sql.one(
            tx,
            row -> row.getBoolean(1),
            "select exists (" + PAIRS + " and l.key = any (?))",
            (Object) holders.toArray(String[]::new))
        .orElse(false);
  }

  /** Who else carries the numbers that name this entity, by number. */
  static Map<Name, Set<String>> contesting(Connection tx, String holder) {
    Map<Name, Set<String>> contesting = new HashMap<>();
    Sql.all(
            tx,
            row ->
                Map.entry(
                    new Name(row.getString("namespace"), row.getString("value")),
                    row.getString("key")),
            PAIRS + " and l.key = ?",
            holder)
        .forEach(pair ->
            contesting
                .computeIfAbsent(pair.getKey(), number -> new LinkedHashSet<>())
                .add(pair.getValue()));
    return contesting;
  }

  /** The number names the other one from now on, which contests it no longer. */
  static void handOver(Connection tx, Name number, String heir) {
    Sql.update(
        tx,
        "update link set key = ? where namespace = ? and value = ?",
        heir,
        number.namespace(),
        number.value());
    Sql.update(
        tx,
        "delete from contested_name where namespace = ? and value = ? and key = ?",
        number.namespace(),
        number.value(),
        heir);
  }

  static void moved(Connection tx, String from, String into) {
    Sql.update(tx, "update contested_name set key = ? where key = ?", into, from);
  }
}
