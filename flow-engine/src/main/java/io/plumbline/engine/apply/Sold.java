package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The records of selling systems by entity, also those that another system has named and nobody has
 * heard yet, and those that are gone. What a system has under two ids it sold twice, whatever
 * number it gave them.
 */
final class Sold {

  private final Connections connections;
  private final Map<String, Set<Name>> records = new HashMap<>();

  private Sold(Connections connections) {
    this.connections = connections;
  }

  static Sold of(Connection tx, Connections connections, Collection<String> keys) {
    var sold = new Sold(connections);
    Sql.all(
            tx,
            row -> Map.entry(row.getString(1), new Name(row.getString(2), row.getString(3))),
            "select key, namespace, value from link where key = any (?) and namespace = any (?)",
            keys.toArray(String[]::new),
            selling(connections))
        .forEach(record -> sold.of(record.getKey()).add(record.getValue()));
    return sold;
  }

  private static String[] selling(Connections connections) {
    return connections.all().stream()
        .filter(connection -> connection.role().sells())
        .map(io.plumbline.engine.connection.Connection::name)
        .toArray(String[]::new);
  }

  /** Whether the name is a record's own id in a selling system. */
  boolean isSale(Name name) {
    return connections
        .find(name.namespace())
        .filter(connection -> connection.role().sells())
        .isPresent();
  }

  /**
   * Whether two sales of one system would meet if a reading of one entity joined the other, and the
   * reading itself does not name both.
   */
  boolean apart(@Nullable String key, Incoming incoming, String other) {
    Set<Name> mine = key == null ? Set.of() : of(key);
    Set<Name> named = named(incoming);
    return of(other).stream()
        .map(Name::namespace)
        .anyMatch(system -> {
          Set<Name> theirs = in(system, of(other));
          Set<Name> ours = in(system, mine);
          Set<Name> meant = in(system, named);
          return ours.isEmpty()
              ? !meant.isEmpty() && disjoint(theirs, meant)
              : disjoint(theirs, ours) && (disjoint(theirs, meant) || disjoint(ours, meant));
        });
  }

  /** Whether the name is another sale's than the entity's, which the reading does not name. */
  boolean strange(String key, Name name, Incoming incoming) {
    Set<Name> ours = in(name.namespace(), of(key));
    return isSale(name)
        && !ours.isEmpty()
        && !ours.contains(name)
        && disjoint(ours, named(incoming));
  }

  /** The sales that it names by their ids. */
  Set<Name> named(Incoming incoming) {
    return incoming.names().stream().filter(this::isSale).collect(Collectors.toSet());
  }

  void heard(String key, Incoming incoming, Function<Name, String> keyOf) {
    named(incoming).stream()
        .filter(sale -> !strange(key, sale, incoming) && keyOf.apply(sale).equals(key))
        .forEach(of(key)::add);
  }

  void left(String key, Name record) {
    of(key).remove(record);
  }

  void merged(String from, String into) {
    of(into).addAll(of(from));
    records.remove(from);
  }

  private static Set<Name> in(String system, Set<Name> sales) {
    return sales.stream()
        .filter(sale -> sale.namespace().equals(system))
        .collect(Collectors.toSet());
  }

  private static boolean disjoint(Set<Name> some, Set<Name> others) {
    return Collections.disjoint(some, others);
  }

  private Set<Name> of(String key) {
    return records.computeIfAbsent(key, k -> new HashSet<>());
  }
}
