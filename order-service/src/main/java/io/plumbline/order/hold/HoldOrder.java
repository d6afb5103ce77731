package io.plumbline.order.hold;

import io.plumbline.engine.api.Refused;
import io.plumbline.engine.api.Timelines;
import io.plumbline.engine.apply.Reconsider;
import io.plumbline.engine.apply.Replicas;
import io.plumbline.engine.sql.Transactions;
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

  private final Transactions transactions;
  private final Holds holds;
  private final Replicas replicas;
  private final OrderRules rules;
  private final Reconsider reconsider;

  HoldOrder(
      Transactions transactions,
      Holds holds,
      Replicas replicas,
      OrderRules rules,
      Reconsider reconsider) {
    this.transactions = transactions;
    this.holds = holds;
    this.replicas = replicas;
    this.rules = rules;
    this.reconsider = reconsider;
  }

  Hold hold(String key, String reason, String by) {
    return reconsidered(
        transactions.get(tx -> {
          var now = keyNow(tx, key);
          possible(Order.of(replicas.load(tx, now)));
          return holds
              .hold(tx, now, reason, by)
              .orElseThrow(() ->
                  Refused.conflict(
                      "expected an order that nobody holds, found %s held already. Release it first."
                          .formatted(now)));
        }));
  }

  Hold release(String key, String by) {
    return reconsidered(
        transactions.get(tx -> {
          var now = keyNow(tx, key);
          return holds
              .release(tx, now, by)
              .orElseThrow(() ->
                  Refused.conflict(
                      "expected an order that a person holds, found that nobody holds %s. What is not paid is released by its payment."
                          .formatted(now)));
        }));
  }

  /** Committed first: what is decided meanwhile sees it, and everything else is decided anew. */
  private Hold reconsidered(Hold hold) {
    reconsider.entity(hold.key());
    return hold;
  }

  private static String keyNow(Connection tx, String key) {
    return Timelines.keyNow(tx, key).orElseThrow(() -> Refused.unknown("order", key));
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
