package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What ordinary business happens to orders: buyers change their minds, the warehouse ships. */
final class Lives {
  /** Some webhooks and polls later. */
  static final Duration LATER = Duration.ofSeconds(4);

  private final Books books;
  private final Floor floor;
  private final Agenda agenda;

  Lives(Books books, Floor floor, Agenda agenda) {
    this.books = books;
    this.floor = floor;
    this.agenda = agenda;
  }

  /** Puts on the agenda what happens to a sale. */
  void live(Sale sale, Duration after) {
    Shop shop = sale.shop();
    String id = sale.id();
    switch (sale.part().life()) {
      case PLAIN -> {}
      case EDITED -> in(after, "edit", sale, () -> sale.edit(1, "buyer"));
      case EDITED_BACK -> {
        in(after, "edit", sale, () -> sale.edit(1, "buyer"));
        in(after.plusSeconds(2), "edit back", sale, () -> sale.edit(-1, "buyer"));
      }
      case CANCELLED -> in(after, "cancel", sale, () -> done(() -> shop.cancel(id)));
      case PAID_LATER -> {
        in(after, "pay", sale, () -> done(() -> shop.pay(id)));
        in(after.plusSeconds(1), "ship", sale, () -> onTheFloor(sale, floor::ship));
      }
      case FULFILLED -> in(after, "ship", sale, () -> onTheFloor(sale, floor::ship));
      case SPLIT -> {
        in(after, "ship a part of", sale, () -> onTheFloor(sale, floor::shipPart));
        in(after.plus(LATER), "ship the rest of", sale, () -> rest(sale, floor::shipFromElsewhere));
      }
      case BACKORDERED -> {
        in(after, "ship a part of", sale, () -> onTheFloor(sale, floor::shipPart));
        in(after, "backorder the rest of", sale, () -> rest(sale, floor::backorder));
        in(after.plus(LATER), "ship the rest of", sale, () -> rest(sale, this::come));
      }
      case REROUTED -> {
        in(after, "ship", sale, () -> onTheFloor(sale, floor::ship));
        in(after.plus(LATER), "reroute", sale, () -> reroute(sale));
      }
      case TILL -> {
        if (!sale.part().neverPushed()) {
          Duration soon = Duration.ofMillis(300).plus(after.dividedBy(10));
          in(
              soon,
              "push",
              sale,
              () -> done(() -> books.push(Till.booking(sale.part(), sale.sold()))));
        }
      }
    }
  }

  private void in(Duration after, String what, Sale sale, Agenda.Step step) {
    agenda.in(after, what + " " + sale.name(), step);
  }

  /** Not before the warehouse has the order, and may ship it. */
  private boolean onTheFloor(Sale sale, Consumer<JsonNode> act) {
    Optional<JsonNode> order =
        floor.orders(sale.reference()).stream().findFirst().filter(one -> !Floor.held(one));
    order.ifPresent(act);
    return order.isPresent();
  }

  /** What a first parcel left behind, which may be nothing. */
  private boolean rest(Sale sale, Consumer<JsonNode> act) {
    List<JsonNode> orders = floor.orders(sale.reference());
    boolean begun = !orders.isEmpty() && !orders.getFirst().path("shipments").isEmpty();
    if (begun && !Floor.fulfilled(orders.getFirst())) {
      act.accept(orders.getFirst());
    }
    return begun;
  }

  private void come(JsonNode order) {
    floor.allocate(order);
    floor.ship(order);
  }

  private boolean reroute(Sale sale) {
    List<JsonNode> orders = floor.orders(sale.reference());
    boolean shipped = !orders.isEmpty() && !orders.getFirst().path("shipments").isEmpty();
    if (shipped) {
      floor.reroute(orders.getFirst());
    }
    return shipped;
  }

  private static boolean done(Runnable act) {
    act.run();
    return true;
  }
}
