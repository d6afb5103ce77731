package io.plumbline.order;

import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Flow;
import io.plumbline.order.aggregate.Order;
import io.plumbline.order.listing.Orders;
import io.plumbline.order.rules.OrderRules;
import io.plumbline.order.sku.KnownSkus;
import io.plumbline.order.sku.SkuAliases;
import jakarta.inject.Singleton;
import java.sql.Connection;

/** The order flow, as the engine calls it. */
@Singleton
class OrderFlow implements Flow {

  private final OrderRules rules;
  private final Orders orders;
  private final SkuAliases aliases;
  private final KnownSkus knownSkus;

  OrderFlow(OrderRules rules, Orders orders, SkuAliases aliases, KnownSkus knownSkus) {
    this.rules = rules;
    this.orders = orders;
    this.aliases = aliases;
    this.knownSkus = knownSkus;
  }

  @Override
  public String name() {
    return "order";
  }

  @Override
  public Decision decide(Connection tx, Entity entity) {
    var order = Order.of(entity);
    return rules.decide(order, aliases.of(tx, order));
  }

  @Override
  public void store(Connection tx, Entity entity, Decision decision) {
    orders.store(tx, Order.of(entity), decision.exceptions());
    knownSkus.learn(tx, entity);
  }

  @Override
  public void merged(Connection tx, String from, String into) {
    orders.remove(tx, from);
  }
}
