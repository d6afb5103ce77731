package io.plumbline.order;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code plumbline.order}: the policy of this company for its orders. */
@ConfigMapping(prefix = "plumbline.order")
public interface OrderConfig {

  Delivery delivery();

  Books books();

  /** What we book in the ERP besides its orders and what left the warehouse. */
  interface Books {

    /** Whether the money of a paid order is booked as a deposit until it is billed. */
    @WithDefault("false")
    boolean deposits();

    /** Whether each shipment is billed. */
    @WithDefault("false")
    boolean invoices();
  }

  /** What we bring to the ERP, and what we leave to others. */
  interface Delivery {

    /**
     * Channels whose orders another app brings to the ERP: expected there, never sent by us. A
     * channel is what the storefront calls it, such as {@code pos}.
     */
    Optional<Set<String>> handledElsewhere();

    /** By storefront the warehouse that ships its orders; needed where there are several. */
    Map<String, String> warehouses();

    /** Whether an order that nobody paid or promised to pay waits at the warehouse. */
    @WithDefault("true")
    boolean holdUnpaid();
  }
}
