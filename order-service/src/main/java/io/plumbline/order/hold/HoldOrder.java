package io.plumbline.order.hold;

import io.plumbline.engine.api.Refused;
import io.plumbline.engine.apply.Reconsider;
import io.plumbline.engine.apply.Replicas;
import io.plumbline.order.aggregate.LifeCycle.Billed;
import io.plumbline.order.aggregate.LifeCycle.Cancelled;
import io.plumbline.order.aggregate.LifeCycle.Closed;
import io.plumbline.order.aggregate.LifeCycle.Fulfilled;
import io.plumbline.order.aggregate.LifeCycle.Paid;
import io.plumbline.order.aggregate.LifeCycle.PartlyFulfilled;
import io.plumbline.order.aggregate.LifeCycle.Placed;
import io.plumbline.order.aggregate.Order;
import io.plumbline.order.rules.OrderRules;
import jakarta.inject.Singleton;
import java.sql.Connection;

/** Keeps an order back at the warehouse, or lets it go. */
@Singleton
class HoldOrder {

  private final Holds holds;
  private final Replicas replicas;
  private final OrderRules rules;
  private final Reconsider reconsider;

  HoldOrder(Holds holds, Replicas replicas, OrderRules rules, Reconsider reconsider) {
    this.holds = holds;
    this.replicas = replicas;
    this.rules = rules;
    this.reconsider = reconsider;
  }

  Hold hold(String key, String reason, String by) {
    return reconsider
        .changing(key, (tx, now) -> held(tx, now, reason, by))
        .orElseThrow(() -> Refused.unknown("order", key));
  }

  Hold release(String key, String by) {
    return reconsider
        .changing(key, (tx, now) -> released(tx, now, by))
        .orElseThrow(() -> Refused.unknown("order", key));
  }

  private Hold held(Connection tx, String key, String reason, String by) {
    possible(Order.of(replicas.load(tx, key)));
    return holds
        .hold(tx, key, reason, by)
        .orElseThrow(() ->
            Refused.conflict(
                "expected an order that nobody holds, found %s held already. Release it first."
                    .formatted(key)));
  }

  private Hold released(Connection tx, String key, String by) {
    return holds
        .release(tx, key, by)
        .orElseThrow(() ->
            Refused.conflict(
                "expected an order that a person holds, found that nobody holds %s. What is not paid is released by its payment."
                    .formatted(key)));
  }

  private void possible(Order order) {
    if (order.origin().flatMap(origin -> rules.warehouses().of(origin.connection())).isEmpty()) {
      throw Refused.conflict(
          "expected a warehouse that ships %s, found none connected. Hold it where it is shipped."
              .formatted(order.key()));
    }
    switch (order.state()) {
      case Placed _, Paid _, PartlyFulfilled _ -> {}
      case Fulfilled _, Billed _, Closed _, Cancelled _ ->
          throw Refused.conflict(
              "expected an order that is still to leave the warehouse, found %s %s. What has left comes back as a return."
                  .formatted(order.key(), order.state().name()));
    }
  }
}
