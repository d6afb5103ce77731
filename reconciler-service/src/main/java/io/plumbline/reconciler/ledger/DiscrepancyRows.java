package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.rest.Paging;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The discrepancies that are still within their windows. */
@ApplicationScoped
class DiscrepancyRows implements PanacheRepositoryBase<DiscrepancyRow, String> {

  /** In the order in which agreement is expected. */
  List<DiscrepancyRow> page(FindingFilter filter, Paging paging) {
    Conditions conditions =
        new Conditions()
            .equal("kind", filter.kind())
            .equal("connection", filter.connection())
            .equal("key", filter.key())
            .after("expectedBy", paging.after());
    return find(conditions.text(), Sort.by("expectedBy").and("id"), conditions.parameters())
        .page(0, paging.sought())
        .list();
  }
}
