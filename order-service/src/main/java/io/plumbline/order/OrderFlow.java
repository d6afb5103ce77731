package io.plumbline.order;

import io.plumbline.engine.apply.Rivals;
import io.plumbline.engine.apply.Rivals.Rival;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Flow;
import io.plumbline.order.aggregate.Order;
import io.plumbline.order.hold.Holds;
import io.plumbline.order.listing.Orders;
import io.plumbline.order.rules.OrderRules;
import io.plumbline.order.sku.KnownSkus;
import io.plumbline.order.sku.SkuAliases;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The order flow, as the engine calls it. */
@Singleton
class OrderFlow implements Flow {

  private final OrderRules rules;
  private final Orders orders;
  private final SkuAliases aliases;
  private final KnownSkus knownSkus;
  private final Holds holds;

  OrderFlow(OrderRules rules, Orders orders, SkuAliases aliases, KnownSkus knownSkus, Holds holds) {
    this.rules = rules;
    this.orders = orders;
    this.aliases = aliases;
    this.knownSkus = knownSkus;
    this.holds = holds;
  }

  @Override
  public String name() {
    return "order";
  }

  @Override
  public Decision decide(Connection tx, Entity entity) {
    return decide(tx, List.of(entity)).getFirst().decision();
  }

  @Override
  public List<Decided> decide(Connection tx, List<Entity> entities) {
    var orders = entities.stream().map(Order::of).toList();
    var called = aliases.of(tx, orders);
    var held = holds.wanted(tx, entities);
    var rivals = Rivals.of(tx, entities.stream().map(Entity::key).toList());
    var decided = new ArrayList<Decided>();
    for (int i = 0; i < entities.size(); i++) {
      var key = entities.get(i).key();
      var decision = rules.decide(orders.get(i), called, Optional.ofNullable(held.get(key)));
      var exceptions = new ArrayList<>(decision.exceptions());
      rivals.getOrDefault(key, List.of()).stream()
          .map(OrderFlow::twoOrders)
          .forEach(exceptions::add);
      decided.add(
          new Decided(
              entities.get(i), new Decision(decision.desired(), exceptions, decision.undecided())));
    }
    return decided;
  }

  /** Said of both: whoever names the number alone may mean either. */
  private static Exceptional twoOrders(Rival rival) {
    return new Exceptional(
        "two-orders-one-number",
        "Expected one order under %s; found %s and %s. What names the number alone is taken for %s's: name the order's own id there, or give one of them another number."
            .formatted(rival.number(), rival.holder(), rival.other(), rival.holder()));
  }

  @Override
  public void store(Connection tx, List<Decided> decided) {
    orders.store(tx, decided);
    knownSkus.learn(tx, decided.stream().map(Decided::entity).toList());
  }

  @Override
  public void merged(Connection tx, String from, String into) {
    holds.merged(tx, from, into);
    orders.remove(tx, from);
  }
}
