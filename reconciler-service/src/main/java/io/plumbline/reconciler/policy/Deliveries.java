package io.plumbline.reconciler.policy;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the company has written for order-service, and what is therefore expected of warehouses. */
@ConfigMapping(prefix = "plumbline.order.delivery")
public interface Deliveries {

  /** Channels whose orders another app sees to. */
  Optional<Set<String>> handledElsewhere();

  /** By storefront the warehouse that ships its orders. */
  Map<String, String> warehouses();
}
