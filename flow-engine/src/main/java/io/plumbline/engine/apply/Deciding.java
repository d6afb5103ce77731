package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.delivery.Deliveries;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.flow.Want;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns what the systems say into what is asked of them, through the flow's rules. */
final class Deciding {

  private static final Flow.Decision NOTHING = new Flow.Decision(List.of(), List.of(), Set.of());

  private final Flow flow;
  private final Deliveries deliveries;
  private final DeadLetters deadLetters;

  Deciding(Flow flow, Deliveries deliveries, DeadLetters deadLetters) {
    this.flow = flow;
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
  }

  void decide(
      Connection tx, Set<String> keys, Map<String, Map<String, ReplicaRow>> held, Instant now) {
    if (keys.isEmpty()) {
      return;
    }
    // In one order, which going live follows too: both lock the rows of many deliveries.
    String[] sorted = keys.stream().sorted().toArray(String[]::new);
    Map<String, Set<String>> delivering = delivering(tx, sorted);
    Map<String, Set<Exceptional>> open = openExceptions(tx, sorted);
    List<Entity> entities =
        Arrays.stream(sorted).map(key -> entity(key, held.getOrDefault(key, Map.of()))).toList();
    List<Flow.Decided> decided =
        flow.decide(tx, entities.stream().filter(entity -> !entity.replicas().isEmpty()).toList());
    Map<String, Flow.Decision> decisions = new HashMap<>();
    decided.forEach(each -> decisions.put(each.entity().key(), each.decision()));
    for (Entity entity : entities) {
      String key = entity.key();
      // All its records left for other entities: nothing is asked for it any more.
      Flow.Decision decision = decisions.getOrDefault(key, NOTHING);
      for (Want want : decision.desired()) {
        deliveries.want(tx, key, want, now);
      }
      Set<String> wanted =
          decision.desired().stream().map(Want::connection).collect(Collectors.toSet());
      delivering.getOrDefault(key, Set.of()).stream()
          .filter(connection -> !wanted.contains(connection))
          .filter(connection -> !decision.undecided().contains(connection))
          .forEach(connection -> deliveries.unwanted(tx, key, connection));
      exceptions(tx, entity, decision.exceptions(), open.getOrDefault(key, Set.of()));
    }
    flow.store(tx, decided);
  }

  private static Entity entity(String key, Map<String, ReplicaRow> records) {
    return new Entity(
        key,
        records.values().stream()
            .sorted(
                Comparator.comparing(ReplicaRow::observedAt)
                    .thenComparing(ReplicaRow::connection)
                    .thenComparing(ReplicaRow::externalId))
            .map(ReplicaRow::replica)
            .toList());
  }

  /** One open letter per explanation: it is told once, and closed when it no longer holds. */
  private void exceptions(
      Connection tx, Entity entity, List<Exceptional> exceptions, Set<Exceptional> open) {
    Set<Exceptional> held = new HashSet<>();
    for (Exceptional exception : exceptions) {
      if (held.add(exception) && !open.contains(exception)) {
        deadLetters.open(
            tx,
            new DeadLetter(
                DeadLetter.EXCEPTION,
                entity.replicas().getFirst().connection(),
                entity.key(),
                entity.replicas().getFirst().externalId(),
                null,
                exception.code(),
                exception.explanation(),
                JsonNodeFactory.instance.objectNode().put("key", entity.key()),
                null));
      }
    }
    for (Exceptional told : open) {
      if (!held.contains(told)) {
        deadLetters.settle(tx, entity.key(), told.code(), told.explanation());
      }
    }
  }

  private static Map<String, Set<String>> delivering(Connection tx, Object keys) {
    return grouped(tx, "select key, connection from delivery where key = any (?)", keys);
  }

  private static Map<String, Set<Exceptional>> openExceptions(Connection tx, Object keys) {
    Map<String, Set<Exceptional>> open = new HashMap<>();
    Sql.all(
            tx,
            row -> Map.entry(row.getString(1), new Exceptional(row.getString(2), row.getString(3))),
            """
            select key, cause, explanation from dead_letter
            where key = any (?) and kind = 'exception' and state = 'open'
            """,
            keys)
        .forEach(letter ->
            open.computeIfAbsent(letter.getKey(), key -> new HashSet<>()).add(letter.getValue()));
    return open;
  }

  private static Map<String, Set<String>> grouped(Connection tx, String sql, Object keys) {
    Map<String, Set<String>> grouped = new HashMap<>();
    Sql.all(tx, row -> Map.entry(row.getString(1), row.getString(2)), sql, keys)
        .forEach(entry ->
            grouped.computeIfAbsent(entry.getKey(), key -> new HashSet<>()).add(entry.getValue()));
    return grouped;
  }
}
