package io.plumbline.sandbox.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replays one order's history and cuts it into episodes of disagreement. */
final class Timeline {
  private final Departures departures;
  private final Support support;
  private final Instant end;

  Timeline(Departures departures, Support support, Instant end) {
    this.departures = departures;
    this.support = support;
    this.end = end;
  }

  /** An episode as it happened, before it is weighed. */
  record Episode(
      Disagreement.Topic topic,
      Instant from,
      Instant until,
      List<Unit.Values> values,
      Saying beganWith,
      Optional<Saying> endedWith) {

    boolean covers(Instant moment) {
      return !moment.isBefore(from) && moment.isBefore(until);
    }
  }

  List<Episode> episodes(OrderHistory order) {
    Now now = new Now(order, departures.ofOthers(order));
    Map<Disagreement.Topic, Open> open = new LinkedHashMap<>();
    List<Episode> closed = new ArrayList<>();
    for (Heard heard : inOrder(order)) {
      now.hear(heard.saying(), heard.by());
      List<Disagreement> found = support.charged(Policy.judge(now), now.shop());
      advance(open, found, heard.saying(), closed);
    }
    open.values().forEach(left -> closed.add(left.close(end, Optional.empty())));
    closed.sort(Comparator.comparing(Episode::from));
    return closed;
  }

  private record Heard(Saying saying, Side by) {}

  private static List<Heard> inOrder(OrderHistory order) {
    return order
        .sides()
        .flatMap(side -> side.sayings().stream().map(saying -> new Heard(saying, side)))
        .sorted(Comparator.comparing(heard -> heard.saying().at()))
        .toList();
  }

  private static void advance(
      Map<Disagreement.Topic, Open> open,
      List<Disagreement> found,
      Saying by,
      Collection<Episode> closed) {
    Map<Disagreement.Topic, Unit.Values> current = new LinkedHashMap<>();
    found.forEach(one -> current.put(one.topic(), one.values()));
    open.values()
        .removeIf(one -> {
          boolean over = !current.containsKey(one.topic);
          if (over) {
            closed.add(one.close(by.at(), Optional.of(by)));
          }
          return over;
        });
    current.forEach(
        (topic, values) -> open.computeIfAbsent(topic, ignored -> new Open(topic, by)).add(values));
  }

  private static final class Open {
    private final Disagreement.Topic topic;
    private final Saying by;
    private final List<Unit.Values> values = new ArrayList<>();

    Open(Disagreement.Topic topic, Saying by) {
      this.topic = topic;
      this.by = by;
    }

    void add(Unit.Values next) {
      if (values.isEmpty() || !values.getLast().equals(next)) {
        values.add(next);
      }
    }

    Episode close(Instant at, Optional<Saying> with) {
      return new Episode(topic, by.at(), at, values, by, with);
    }
  }
}
