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

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Books books;
  private final Floor floor;
  private final Desk desk;
  private final Agenda agenda;

  Lives(Books books, Floor floor, Desk desk, Agenda agenda) {
    this.books = books;
    this.floor = floor;
    this.desk = desk;
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
        in(after.plus(SOON), "ship", sale, () -> onTheFloor(sale, floor::ship));
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
        in(after.plus(LATER), "reroute", sale, () -> sent(sale, floor::reroute));
      }
      case RELABELLED -> {
        in(after, "pack", sale, () -> onTheFloor(sale, floor::pack));
        in(after.plus(LATER), "relabel", sale, () -> sent(sale, floor::relabel));
      }
      case RETURNED -> {
        in(after, "ship", sale, () -> onTheFloor(sale, floor::ship));
        in(after.plus(LATER), "bring back", sale, () -> told(sale) && sent(sale, floor::bringBack));
      }
      case SHORT -> {
        in(after, "ship a part of", sale, () -> onTheFloor(sale, floor::shipPart));
        in(after, "give up the rest of", sale, () -> rest(sale, floor::giveUp));
      }
      case HELD_BY_HAND -> in(after, "hold", sale, () -> hold(sale));
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

  /** What the carrier does with the last parcel, once there is one. */
  private boolean sent(Sale sale, Consumer<JsonNode> act) {
    Optional<JsonNode> order =
        floor.orders(sale.reference()).stream()
            .findFirst()
            .filter(one -> !one.path("shipments").isEmpty());
    order.ifPresent(act);
    return order.isPresent();
  }

  /** A parcel travels for days: shop and books know of it long before it is back. */
  private boolean told(Sale sale) {
    return sale.facts().fulfilled() && books.fulfilled(sale.part().number());
  }

  private boolean hold(Sale sale) {
    if (floor.orders(sale.reference()).isEmpty()) {
      return false;
    }
    desk.hold(sale.reference());
    in(LATER, "release", sale, () -> release(sale));
    return true;
  }

  /** Not before the hall has heard of the hold; the hall ships once it has heard of its end. */
  private boolean release(Sale sale) {
    if (floor.orders(sale.reference()).stream().noneMatch(Floor::held)) {
      return false;
    }
    desk.release(sale.reference());
    in(SOON, "ship", sale, () -> onTheFloor(sale, floor::ship));
    return true;
  }

  private static boolean done(Runnable act) {
    act.run();
    return true;
  }
}
