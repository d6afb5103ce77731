package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of selling systems by entity, also those that another system has named and nobody has
 * heard yet, and those that are gone. What a system has under two ids it sold twice, whatever
 * number it gave them.
 */
final class Sold {

  private static final Set<Role> SELLING = Set.of(Role.STOREFRONT, Role.MARKETPLACE);

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
        .filter(connection -> SELLING.contains(connection.role()))
        .map(io.plumbline.engine.connection.Connection::name)
        .toArray(String[]::new);
  }

  /** Whether the name is a record's own id in a selling system. */
  boolean isSale(Name name) {
    return connections
        .find(name.namespace())
        .filter(connection -> SELLING.contains(connection.role()))
        .isPresent();
  }

  /** Whether two sales of one system would meet if a reading of one entity joined the other. */
  boolean wouldMeet(@Nullable String key, Incoming incoming, String other) {
    Set<Name> mine = new HashSet<>(key == null ? Set.of() : of(key));
    mine.addAll(named(incoming));
    return of(other).stream()
        .anyMatch(sale ->
            mine.stream()
                .anyMatch(own ->
                    own.namespace().equals(sale.namespace()) && !own.value().equals(sale.value())));
  }

  void heard(String key, Incoming incoming) {
    of(key).addAll(named(incoming));
  }

  void merged(String from, String into) {
    of(into).addAll(of(from));
    records.remove(from);
  }

  private List<Name> named(Incoming incoming) {
    return incoming.names().stream().filter(this::isSale).toList();
  }

  private Set<Name> of(String key) {
    return records.computeIfAbsent(key, k -> new HashSet<>());
  }
}
