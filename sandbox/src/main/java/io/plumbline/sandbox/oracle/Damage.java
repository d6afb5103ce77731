package io.plumbline.sandbox.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the product itself broke, judged by the systems' histories; each list names orders, and a
 * record that belongs to none by its own id.
 */
public record Damage(List<String> lost, List<String> duplicates, List<String> staleOverwrites) {

  public Damage {
    lost = List.copyOf(lost);
    duplicates = List.copyOf(duplicates);
    staleOverwrites = List.copyOf(staleOverwrites);
  }

  /** Judges every order; a stray record of ours stands for a business event a second time. */
  public static Damage of(List<OrderHistory> orders, List<String> strays) {
    List<String> lost = new ArrayList<>();
    List<String> duplicates = new ArrayList<>(strays);
    List<String> stale = new ArrayList<>();
    for (OrderHistory order : orders) {
      if (isLost(order, order.erp()) || Parcels.anyLost(order) || Parcels.anyUnbilled(order)) {
        lost.add(order.number());
      }
      if (isDoubled(order.erp()) || isDoubled(order.warehouse()) || Parcels.anyDoubled(order)) {
        duplicates.add(order.number());
      }
      int written = staleWrites(order, order.erp()) + staleWrites(order, order.warehouse());
      for (int i = 0; i < written; i++) {
        stale.add(order.number());
      }
    }
    return new Damage(lost, duplicates, stale);
  }

  public boolean none() {
    return lost.isEmpty() && duplicates.isEmpty() && staleOverwrites.isEmpty();
  }

  /** Accepted by the storefront, never in the ERP although it was ours to bring there. */
  private static boolean isLost(OrderHistory order, Side side) {
    boolean owed =
        last(order.shop().sayings())
            .flatMap(Saying::facts)
            .filter(facts -> !facts.cancelled())
            .isPresent();
    boolean deletedByUs =
        last(side.sayings()).filter(saying -> saying.facts().isEmpty()).isPresent()
            && last(side.sayings()).filter(saying -> saying.actor() == Actor.API).isPresent();
    boolean handledElsewhere = Causes.HANDLED_ELSEWHERE.contains(order.channel());
    return owed && (deletedByUs || (side.sayings().isEmpty() && !handledElsewhere));
  }

  /**
   * More than one record made by an integration at one time; what staff doubled was planted, and a
   * record made anew for one that is gone is no second one.
   */
  private static boolean isDoubled(Side side) {
    Map<String, Actor> makers = new HashMap<>();
    Set<String> ours = new HashSet<>();
    boolean doubled = false;
    for (Saying saying : side.sayings()) {
      Actor maker = makers.computeIfAbsent(saying.record(), _ -> saying.actor());
      if (saying.facts().isEmpty()) {
        ours.remove(saying.record());
      } else if (maker != Actor.STAFF) {
        ours.add(saying.record());
      }
      doubled |= ours.size() > 1;
    }
    return doubled;
  }

  /**
   * Writes of ours that put back a value the storefront had already replaced in the ERP, or one
   * that the ERP itself replaced after it had taken the order over by fulfilling it.
   */
  private static int staleWrites(OrderHistory order, Side side) {
    List<Saying> all =
        Stream.concat(order.shop().sayings().stream(), side.sayings().stream())
            .sorted(Comparator.comparing(Saying::at))
            .toList();
    Map<String, List<String>> said = new TreeMap<>();
    Map<String, Integer> reached = new TreeMap<>();
    Map<String, Map<String, String>> before = new HashMap<>();
    Map<String, Map<String, String>> taken = new HashMap<>();
    int stale = 0;
    for (Saying saying : all) {
      Map<String, String> now = saying.facts().map(Facts::compared).orElse(Map.of());
      if (order.shop().sayings().contains(saying)) {
        remember(said, now);
      } else {
        Map<String, String> previous = before.getOrDefault(saying.record(), Map.of());
        boolean backwards = advance(said, reached, previous, now);
        boolean overruled = overruled(previous, now, taken.getOrDefault(saying.record(), Map.of()));
        boolean byUs = saying.actor() == Actor.API;
        stale += byUs && (backwards || overruled) ? 1 : 0;
        if (!byUs && saying.facts().map(Facts::fulfilled).orElse(false)) {
          take(taken.computeIfAbsent(saying.record(), _ -> new HashMap<>()), previous, now);
        }
        before.put(saying.record(), now);
      }
    }
    return stale;
  }

  /** The values that the ERP's own people gave up, once the ERP has authority over the order. */
  private static void take(
      Map<String, String> taken, Map<String, String> previous, Map<String, String> now) {
    previous.forEach((field, value) -> {
      if (!value.equals(now.get(field))) {
        taken.put(field, value);
      }
    });
  }

  /** Whether a write brought back a value that the ERP had given up. */
  private static boolean overruled(
      Map<String, String> previous, Map<String, String> now, Map<String, String> taken) {
    return taken.entrySet().stream()
        .anyMatch(gone ->
            gone.getValue().equals(now.get(gone.getKey()))
                && !gone.getValue().equals(previous.get(gone.getKey())));
  }

  private static void remember(Map<String, List<String>> said, Map<String, String> now) {
    now.forEach((field, value) -> {
      List<String> values = said.computeIfAbsent(field, ignored -> new ArrayList<>());
      if (values.isEmpty() || !values.getLast().equals(value)) {
        values.add(value);
      }
    });
  }

  /** Moves each written field to the version it equals; true when one went backwards. */
  private static boolean advance(
      Map<String, List<String>> said,
      Map<String, Integer> reached,
      Map<String, String> previous,
      Map<String, String> now) {
    boolean backwards = false;
    for (Map.Entry<String, String> field : now.entrySet()) {
      if (field.getValue().equals(previous.get(field.getKey()))) {
        continue;
      }
      int highest = reached.getOrDefault(field.getKey(), -1);
      int version =
          version(said.getOrDefault(field.getKey(), List.of()), field.getValue(), highest);
      backwards |= version >= 0 && version < highest;
      reached.merge(field.getKey(), version, Math::max);
    }
    return backwards;
  }

  /**
   * Which version a written value is. Where the storefront came back to a value, the write has the
   * benefit of the doubt: it is the first of them that is not behind what was written before.
   */
  private static int version(List<String> said, String value, int highest) {
    for (int version = Math.max(0, highest); version < said.size(); version++) {
      if (said.get(version).equals(value)) {
        return version;
      }
    }
    return said.lastIndexOf(value);
  }

  private static Optional<Saying> last(List<Saying> sayings) {
    return sayings.isEmpty() ? Optional.empty() : Optional.of(sayings.getLast());
  }
}
