package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.util.stream.Stream;

/** A system says that goods have left, and the warehouse still has them. */
final class ToldShipped implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Dispatch.of(view, Role.STOREFRONT, Role.MARKETPLACE, Role.ERP)
        .filter(dispatch -> !dispatch.warehouse().cancelled() && !dispatch.other().cancelled())
        .filter(dispatch -> dispatch.ahead() > 0)
        .map(ToldShipped::found);
  }

  private static Discrepancy found(Dispatch dispatch) {
    return new Discrepancy(
        Kind.TOLD_SHIPPED,
        dispatch.hop(),
        dispatch.both(),
        Values.status(Values.FULFILMENT),
        Values.status(Values.FULFILMENT),
        Dispatch.status(dispatch.warehouse()),
        Dispatch.status(dispatch.other()),
        "nothing is told to have shipped that has not left the dock",
        dispatch
            .other()
            .commercial()
            .flatMap(order -> CostModel.whole(order.total(), order.currency()))
            .orElse(null));
  }
}
