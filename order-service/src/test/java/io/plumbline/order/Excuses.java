package io.plumbline.order;

import io.plumbline.order.Shopfront.Placed;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What people are told of an order: each word excuses what it speaks of and nothing else.
 *
 * @param refused by connection the steps that it refused of what is wanted now, and a person knows
 * @param codes what the rules object to
 * @param unheard whether the shop gave a webhook up: of a deletion nothing else tells
 */
record Excuses(Map<String, Set<String>> refused, Set<String> codes, boolean unheard) {

  /** Something that a system ought to say, with the steps whose refusal keeps it from that. */
  enum Matter {
    RECORD("create order|upsert sales order"),
    HOLDS("change holds"),
    // A warehouse that refuses one step is not asked for those behind it.
    ADDRESS("change holds|change address"),
    LINES("change holds|change address|change lines|add lines|change sales order"),
    END("cancel order|call off the rest|cancel sales order|book shipment|take back shipment"),
    // Lines that the books lack can not be booked as shipped.
    PARCELS(
        "ship goods|change tracking|take back shipment|book shipment|correct tracking|change sales order"),
    INVOICES("book invoice"),
    DEPOSIT("book deposit");

    private final String steps;

    Matter(String steps) {
      this.steps = steps;
    }
  }

  /** What is told of an order that is at rest; only refusals are for good. */
  static Excuses of(Placed order, boolean unheard) {
    var found = OnTheWholeChain.look(order);
    var timeline = OnTheWholeChain.timeline(order);
    var refused = new HashMap<String, Set<String>>();
    for (var connection :
        found.getList("deliveries.findAll { it.state == 'dead' }.connection", String.class)) {
      var revision =
          found.getLong("deliveries.find { it.connection == '" + connection + "' }.revision");
      refused.put(connection, refusals(timeline, connection, revision));
    }
    return new Excuses(
        refused, new HashSet<>(found.getList("exceptions.code", String.class)), unheard);
  }

  private static Set<String> refusals(JsonPath timeline, String connection, long revision) {
    var about = "findAll { it.connection == '" + connection + "' && ";
    var letters =
        timeline.<String>getList(
            about + "it.cause == 'rejected' && it.state == 'open' }.explanation");
    if (letters.isEmpty()) {
      return Set.of();
    }
    var steps =
        new HashSet<>(
            timeline.<String>getList(
                about + "it.revision == " + revision + " && it.outcome == 'rejected' }.step"));
    // What cannot even be asked for was never attempted.
    if (letters.stream().anyMatch(why -> why.contains("expected the lines"))) {
      steps.addAll(Set.of("book shipment", "book invoice"));
    }
    return steps;
  }

  /** Whether that system refused what would have brought it to say so. */
  boolean of(String connection, Matter matter) {
    return refused.getOrDefault(connection, Set.of()).stream()
        .anyMatch(step -> step.matches(matter.steps));
  }
}
