package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.rest.Paging;
import io.plumbline.reconciler.rest.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The findings of the ledger. */
@ApplicationScoped
class FindingRows implements PanacheRepositoryBase<FindingRow, String> {

  FindingRow require(String id) {
    return findByIdOptional(id).orElseThrow(() -> Refusal.notFound("no finding " + id));
  }

  /** In the order of their last change; {@link ChangeOrder} lets nothing appear behind it. */
  List<FindingRow> page(FindingFilter filter, Paging paging) {
    Conditions conditions =
        new Conditions()
            .equal("state", filter.state())
            .equal("kind", filter.kind())
            .equal("connection", filter.connection())
            .equal("key", filter.key())
            .atLeast("changedAt", filter.changedSince())
            .after("changedAt", paging.after());
    return find(conditions.text(), Sort.by("changedAt").and("id"), conditions.parameters())
        .page(0, paging.sought())
        .list();
  }
}
