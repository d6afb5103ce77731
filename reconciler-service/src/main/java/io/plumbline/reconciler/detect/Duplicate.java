package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.View;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One entity stands more than once in one connection. */
final class Duplicate implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return view.externalIds().keySet().stream()
        .filter(connection -> view.live(connection).skip(1).findAny().isPresent())
        .map(connection -> duplicate(view, connection));
  }

  private static Discrepancy duplicate(View view, String connection) {
    List<Said> copies = view.live(connection).toList();
    return new Discrepancy(
        Kind.DUPLICATE,
        new Hop(authority(view, connection), connection),
        Set.of(connection),
        Said.RECORD,
        Said.RECORD,
        "1",
        String.valueOf(copies.size()),
        "one order makes at most one record in every connection",
        view.primary(connection)
            .flatMap(Said::commercial)
            .flatMap(c -> CostModel.duplicate(c.total(), copies.size(), c.currency()))
            .orElse(null));
  }

  /** Where the order came from, which is the connection itself if none else is known. */
  private static String authority(View view, String connection) {
    return Storefronts.of(view).stream()
        .filter(storefront -> !storefront.equals(connection))
        .findFirst()
        .orElse(connection);
  }
}
