package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.util.stream.Stream;

/**
 * Goods left for an order that was called off. Who was first is right: a warehouse that shipped
 * after the cancellation, or a shop that cancelled what had already gone.
 */
final class CancelledButShipped implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Dispatch.of(view, Role.STOREFRONT, Role.MARKETPLACE)
        .filter(dispatch -> dispatch.other().cancelled() && !dispatch.gone().isEmpty())
        .map(CancelledButShipped::found);
  }

  private static Discrepancy found(Dispatch dispatch) {
    String warehouse = dispatch.warehouse().connection();
    String shop = dispatch.other().connection();
    boolean tooLate =
        dispatch
            .other()
            .since("status")
            .isAfter(dispatch.warehouse().since(Values.status(Values.FULFILMENT)));
    var exposure =
        dispatch.worth(Dispatch.quantities(dispatch.gone().values().stream().map(Shipment::lines)));
    return new Discrepancy(
        Kind.CANCELLED_BUT_SHIPPED,
        tooLate ? new Hop(warehouse, shop) : new Hop(shop, warehouse),
        dispatch.both(),
        Values.status(Values.FULFILMENT),
        Values.status(Values.FULFILMENT),
        tooLate ? "shipped" : "cancelled",
        tooLate ? "cancelled" : "shipped",
        tooLate
            ? "an order that has left the warehouse comes back as a return, not as a cancellation"
            : "a warehouse ships nothing of an order that was called off",
        exposure.orElse(null));
  }
}
