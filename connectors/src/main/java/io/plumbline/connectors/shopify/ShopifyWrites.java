package io.plumbline.connectors.shopify;

import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a storefront is told of its own orders: that one is called off, and what was shipped or not.
 */
record ShopifyWrites(
    CancelOrder cancellation,
    ShipmentPlan shipments,
    ShipGoods goods,
    ChangeTracking tracking,
    TakeBack taking) {

  List<Step> plan(Desired desired, Optional<Reading> current) {
    var steps = new ArrayList<Step>();
    current
        .filter(order -> !order.deleted())
        .ifPresent(order -> {
          steps.addAll(cancellation.plan(desired.content(), order));
          steps.addAll(shipments.plan(desired.content(), order));
        });
    return steps;
  }

  Confirmed send(Step step) {
    return switch (step.name()) {
      case CancelOrder.NAME -> cancellation.send(step);
      case ShipGoods.NAME -> goods.send(step);
      case ChangeTracking.NAME -> tracking.send(step);
      case TakeBack.NAME -> taking.send(step);
      default -> throw new IllegalArgumentException("not a step of Shopify's: " + step.name());
    };
  }
}
