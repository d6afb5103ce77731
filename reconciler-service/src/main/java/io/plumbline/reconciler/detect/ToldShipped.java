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
        .filter(dispatch -> !dispatch.other().cancelled() && dispatch.otherIsAhead())
        .map(ToldShipped::found);
  }

  private static Discrepancy found(Dispatch dispatch) {
    return new Discrepancy(
        Kind.TOLD_SHIPPED,
        dispatch.hop(),
        dispatch.concerned(),
        Values.status(Values.FULFILMENT),
        Values.status(Values.FULFILMENT),
        dispatch.state().orElseThrow(),
        dispatch.other().status(Values.FULFILMENT).orElseThrow(),
        "nothing is told to have shipped that has not left the dock",
        dispatch
            .other()
            .commercial()
            .flatMap(order -> CostModel.whole(order.total(), order.currency()))
            .orElse(null));
  }
}
