package io.plumbline.reconciler.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
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

  /** How many findings of one kind, connection and severity stand open. */
  public record Standing(String kind, String connection, String severity, long count) {}

  /** What stands open by everything that a metric may count it by. */
  public List<Standing> standing() {
    return rows(
            """
            select kind, connection, severity, count(*) from finding
             where state in ('open', 'acknowledged') group by kind, connection, severity
            """)
        .stream()
        .map(row ->
            new Standing(
                row.get(0, String.class),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, Long.class)))
        .toList();
  }

  @SuppressWarnings("unchecked") // a native query declares Tuple, and JPA hands back a raw list
  private List<Tuple> rows(String sql) {
    return entities.createNativeQuery(sql, Tuple.class).getResultList();
  }
}
