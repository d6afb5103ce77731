package io.plumbline.reconciler.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of why entities are not held alike. */
@ApplicationScoped
public class Reasons {
  private static final String FINDINGS =
      "select f.key, f.id, f.state from FindingRow f"
          + " where f.key in :keys and f.state <> 'resolved' order by f.id";

  private static final String PENDING =
      "select d.key, max(d.expectedBy) from DiscrepancyRow d where d.key in :keys group by d.key";

  private final EntityManager entities;

  Reasons(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * Findings that are not resolved, whether all of them were accepted, and when a change that is
   * under way is expected.
   */
  public record Reason(List<String> findings, boolean accepted, @Nullable Instant expectedBy) {
    public static final Reason NONE = new Reason(List.of(), false, null);

    public Reason {
      findings = List.copyOf(findings);
    }
  }

  public Map<String, Reason> of(Collection<String> keys) {
    Map<String, List<String>> ids = new TreeMap<>();
    Map<String, Boolean> accepted = new TreeMap<>();
    for (Tuple row : rows(FINDINGS, keys)) {
      String key = row.get(0, String.class);
      ids.computeIfAbsent(key, k -> new ArrayList<>()).add(row.get(1, String.class));
      accepted.merge(key, "accepted".equals(row.get(2, String.class)), Boolean::logicalAnd);
    }
    Map<String, Instant> expected = new TreeMap<>();
    rows(PENDING, keys)
        .forEach(row -> expected.put(row.get(0, String.class), row.get(1, Instant.class)));
    Map<String, Reason> reasons = new TreeMap<>();
    keys.forEach(key ->
        reasons.put(
            key,
            new Reason(
                ids.getOrDefault(key, List.of()),
                accepted.getOrDefault(key, false),
                expected.get(key))));
    return reasons;
  }

  private List<Tuple> rows(String query, Collection<String> keys) {
    return entities.createQuery(query, Tuple.class).setParameter("keys", keys).getResultList();
  }
}
