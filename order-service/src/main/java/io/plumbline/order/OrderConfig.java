package io.plumbline.order;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** {@code plumbline.order}: the policy of this company for its orders. */
@ConfigMapping(prefix = "plumbline.order")
public interface OrderConfig {

  Delivery delivery();

  /** What we bring to the ERP, and what we leave to others. */
  interface Delivery {

    /**
     * Channels whose orders another app brings to the ERP: expected there, never sent by us. A
     * channel is what the storefront calls it, such as {@code pos}.
     */
    Optional<Set<String>> handledElsewhere();
  }
}
