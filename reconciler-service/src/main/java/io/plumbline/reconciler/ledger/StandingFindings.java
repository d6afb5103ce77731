package io.plumbline.reconciler.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is open in the ledger right now, in numbers. */
@ApplicationScoped
public class StandingFindings {
  private final EntityManager entities;

  StandingFindings(EntityManager entities) {
    this.entities = entities;
  }

  /** Open and acknowledged findings by kind. */
  public Map<String, Long> byKind() {
    Map<String, Long> kinds = new TreeMap<>();
    rows("select kind, count(*) from finding where state in ('open', 'acknowledged') group by kind")
        .forEach(row -> kinds.put(row.get(0, String.class), row.get(1, Long.class)));
    return kinds;
  }

  /** Money at stake by currency. */
  public Map<String, BigDecimal> exposure() {
    Map<String, BigDecimal> exposure = new TreeMap<>();
    rows("""
    select exposure_currency, sum(exposure_amount) from finding
     where state in ('open', 'acknowledged') and exposure_amount is not null
     group by exposure_currency
    """)
        .forEach(row -> exposure.put(row.get(0, String.class), row.get(1, BigDecimal.class)));
    return exposure;
  }

  /** The standing findings of each of these entities. */
  public Map<String, List<String>> of(Collection<String> keys) {
    Map<String, List<String>> ids = new TreeMap<>();
    entities
        .createQuery(
            """
            select f.key, f.id from FindingRow f
             where f.key in :keys and f.state <> 'resolved' order by f.id
            """,
            Tuple.class)
        .setParameter("keys", keys)
        .getResultList()
        .forEach(row ->
            ids.computeIfAbsent(row.get(0, String.class), key -> new ArrayList<>())
                .add(row.get(1, String.class)));
    return ids;
  }

  @SuppressWarnings("unchecked") // a native query declares Tuple, and JPA hands back a raw list
  private List<Tuple> rows(String sql) {
    return entities.createNativeQuery(sql, Tuple.class).getResultList();
  }
}
