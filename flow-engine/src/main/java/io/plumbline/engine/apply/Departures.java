package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.delivery.Deliveries;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.publish.Outbox.Traced;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes records out of the entities that they turned out not to belong to, into their own. */
final class Departures {

  private final Flow flow;
  private final Deliveries deliveries;
  private final ObservedEvents events;

  Departures(Flow flow, Deliveries deliveries, ObservedEvents events) {
    this.flow = flow;
    this.deliveries = deliveries;
    this.events = events;
  }

  void depart(
      Connection tx,
      Linking.Linked linked,
      Map<String, Map<String, ReplicaRow>> held,
      Changes changes,
      Instant now) {
    linked
        .left()
        .forEach((record, left) -> {
          String from = linked.end(left);
          String into = linked.key(record);
          Map<String, ReplicaRow> there = held.getOrDefault(from, new HashMap<>());
          String name = ReplicaTable.record(record.namespace(), record.value());
          ReplicaRow row = from.equals(into) ? null : there.remove(name);
          if (row != null) {
            move(row, into, name, held, changes);
            deliveries.parted(tx, from, into, record.namespace(), now);
            if (there.isEmpty()) {
              flow.merged(tx, from, into);
            }
          }
        });
  }

  private void move(
      ReplicaRow row,
      String into,
      String name,
      Map<String, Map<String, ReplicaRow>> held,
      Changes changes) {
    ReplicaRow gone = row.gone(Content.of(Map.of(), JsonNodeFactory.instance.objectNode()));
    changes.told().add(gone);
    changes.events().add(new Traced(events.observed(gone), null));
    ReplicaRow under = row.under(into);
    held.computeIfAbsent(into, key -> new LinkedHashMap<>()).put(name, under);
    changes.replicas().put(name, under);
    changes.believed().add(under);
    changes.told().add(under);
    changes.events().add(new Traced(events.observed(under), null));
    changes.touched().add(row.key());
    changes.touched().add(into);
  }
}
