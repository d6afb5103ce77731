package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.observation.Name;
import java.sql.Connection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sales that share a number, or no longer do: follows what their believed readings name. What is
 * said of one is news of the other, so both are decided about.
 */
final class Rivalry {

  private static final Comparator<EntityRow> BY_AGE =
      Comparator.comparing(EntityRow::createdAt).thenComparing(EntityRow::key);

  private final Connections connections;

  Rivalry(Connections connections) {
    this.connections = connections;
  }

  void follow(
      Connection tx,
      Linking.Linked linked,
      Map<String, Map<String, ReplicaRow>> held,
      Changes changes) {
    List<ReplicaRow> sales =
        changes.believed().stream()
            .filter(row -> changes.named().containsKey(own(row)))
            .filter(row -> row.role().sells())
            .toList();
    sales.forEach(sale -> contest(tx, sale, linked, changes));
    List<ReplicaRow> alone =
        sales.stream().filter(sale -> !sale.deleted() && isOnlySale(sale, held)).toList();
    // Hardly any number is ever contested: one question for the batch spares one for each sale.
    if (Rivals.contested(tx, alone.stream().map(ReplicaRow::key).toList())) {
      alone.forEach(sale -> handOver(tx, sale, linked, changes));
    }
    for (ReplicaRow row : changes.believed()) {
      changes.touched().addAll(linked.beside().getOrDefault(row.key(), Set.of()));
    }
  }

  private void contest(Connection tx, ReplicaRow sale, Linking.Linked linked, Changes changes) {
    Set<Name> others = new HashSet<>();
    for (Name name : changes.named().getOrDefault(own(sale), List.of())) {
      if (connections.find(name.namespace()).isEmpty() && !linked.key(name).equals(sale.key())) {
        others.add(name);
        changes.touched().add(linked.key(name));
      }
    }
    if (!others.isEmpty() || linked.beside().containsKey(sale.key())) {
      Rivals.carries(tx, sale, others);
    }
  }

  /** A number that the holder no longer carries goes to the eldest of those that carry it still. */
  private static void handOver(
      Connection tx, ReplicaRow holder, Linking.Linked linked, Changes changes) {
    List<Name> carried = changes.named().getOrDefault(own(holder), List.of());
    Rivals.contesting(tx, holder.key())
        .forEach((number, others) -> {
          if (!carried.contains(number)) {
            List<EntityRow> locked =
                linked.entities().values().stream()
                    .filter(entity -> others.contains(entity.key()))
                    .sorted(BY_AGE)
                    .toList();
            locked.stream().findFirst().ifPresent(heir -> Rivals.handOver(tx, number, heir.key()));
            locked.forEach(entity -> changes.touched().add(entity.key()));
          }
        });
  }

  private static boolean isOnlySale(ReplicaRow sale, Map<String, Map<String, ReplicaRow>> held) {
    return held.getOrDefault(sale.key(), Map.of()).values().stream()
            .filter(row -> row.role().sells() && !row.deleted())
            .count()
        == 1;
  }

  private static Name own(ReplicaRow row) {
    return new Name(row.connection(), row.externalId());
  }
}
