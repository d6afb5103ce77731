package io.plumbline.reconciler.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The findings of the ledger. */
@ApplicationScoped
class FindingRows implements PanacheRepositoryBase<FindingRow, String> {

  FindingRow require(String id) {
    return findByIdOptional(id).orElseThrow(() -> Refusal.notFound("no finding " + id));
  }

  /** In the order of their last change, so that who reads on sees every change. */
  List<FindingRow> page(FindingFilter filter, int size) {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    Parameters parameters = new Parameters();
    equal("state", filter.state(), conditions, parameters);
    equal("kind", filter.kind(), conditions, parameters);
    equal("connection", filter.connection(), conditions, parameters);
    equal("key", filter.key(), conditions, parameters);
    if (filter.changedSince() != null) {
      conditions.add("changedAt >= :changedSince");
      parameters.and("changedSince", filter.changedSince());
    }
    Cursor after = filter.after();
    if (after != null) {
      conditions.add("(changedAt > :at or (changedAt = :at and id > :id))");
      parameters.and("at", after.changedAt()).and("id", after.id());
    }
    return find(String.join(" and ", conditions), Sort.by("changedAt").and("id"), parameters.map())
        .page(0, size)
        .list();
  }

  private static void equal(
      String field, @Nullable String value, List<String> conditions, Parameters parameters) {
    if (value != null) {
      conditions.add(field + " = :" + field);
      parameters.and(field, value);
    }
  }
}
