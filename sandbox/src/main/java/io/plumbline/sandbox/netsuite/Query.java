package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.netsuite.Expression.Column;
import io.plumbline.sandbox.netsuite.Expression.Compare;
import io.plumbline.sandbox.netsuite.Expression.Scope;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A parsed query: what it shows, of which tables, where, in which order. */
record Query(
    List<Output> outputs,
    List<Source> sources,
    List<Expression> conditions,
    List<Order> orders,
    int most) {
  /** Stands for {@code COUNT(*)}. */
  static final Expression COUNT = new Expression.Literal("count");

  /** A column of the answer. */
  record Output(String name, Expression of) {}

  /** A table under its alias. */
  record Source(String table, String alias) {}

  /** What rows are sorted by. */
  record Order(Expression by, boolean descending) {}

  static Query parse(String text, ZoneId zone) {
    return new QueryParser(text, zone).query();
  }

  /** Part of what was found; rows outside of it are not laid out. */
  record Page(int total, List<Map<String, Object>> rows) {}

  Page page(Tables tables, ZoneId zone, int offset, int limit) {
    Stream<Scope> scopes = Stream.of(new Scope(Map.of(), zone));
    for (Source source : sources) {
      Reach reach = Reach.of(conditions, source, sources.size() == 1);
      List<Expression> keys = keys(source);
      scopes =
          scopes
              .filter(scope -> bound(scope, keys).allMatch(each -> each.value(scope) != null))
              .flatMap(scope -> joined(scope, source, reach.only(only(scope, keys)), tables));
    }
    Stream<Scope> found =
        scopes.filter(scope -> conditions.stream().allMatch(each -> Values.holds(each, scope)));
    if (outputs.getFirst().of().equals(COUNT)) {
      return new Page(1, List.of(counted(found.count())));
    }
    List<Scope> all = found.sorted(order()).limit(most).toList();
    int from = Math.min(offset, all.size());
    int to = Math.min(all.size(), from + limit);
    return new Page(all.size(), all.subList(from, to).stream().map(this::shown).toList());
  }

  private static Stream<Scope> joined(Scope scope, Source source, Reach reach, Tables tables) {
    return tables
        .rows(source.table(), reach)
        .map(row -> {
          if (scope.rows().isEmpty()) {
            return new Scope(Map.of(source.alias(), row), scope.zone());
          }
          Map<String, Tables.Row> rows = new LinkedHashMap<>(scope.rows());
          rows.put(source.alias(), row);
          return new Scope(rows, scope.zone());
        });
  }

  /** What the table's order is equal to, so that a join reads no more than that order. */
  private List<Expression> keys(Source source) {
    String key = source.table().equals("transactionline") ? "transaction" : "id";
    Column wanted = new Column(source.alias(), key);
    List<Expression> keys = new ArrayList<>();
    for (Compare each : conjuncts()) {
      if (each.by().equals("=") && each.left().equals(wanted)) {
        keys.add(each.right());
      } else if (each.by().equals("=") && each.right().equals(wanted)) {
        keys.add(each.left());
      }
    }
    return keys;
  }

  /** Those that are known already; one that is null is equal to nothing, so nothing joins it. */
  private static Stream<Expression> bound(Scope scope, List<Expression> keys) {
    return keys.stream()
        .filter(each -> each instanceof Column column && scope.rows().containsKey(column.alias()));
  }

  private static Optional<Long> only(Scope scope, List<Expression> keys) {
    return bound(scope, keys)
        .map(each -> each.value(scope))
        .filter(BigDecimal.class::isInstance)
        .map(each -> ((BigDecimal) each).longValue())
        .findFirst();
  }

  private List<Compare> conjuncts() {
    List<Compare> found = new ArrayList<>();
    conditions.forEach(each -> collect(each, found));
    return found;
  }

  private static void collect(Expression condition, List<Compare> found) {
    if (condition instanceof Compare compare) {
      found.add(compare);
    } else if (condition instanceof Expression.And both) {
      collect(both.left(), found);
      collect(both.right(), found);
    }
  }

  private Comparator<Scope> order() {
    Comparator<Scope> all = (_, _) -> 0;
    for (Order each : orders) {
      Comparator<Scope> by = (one, other) -> compare(each.by().value(one), each.by().value(other));
      all = all.thenComparing(each.descending() ? by.reversed() : by);
    }
    return all;
  }

  /** The unknown comes last. */
  private static int compare(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return Boolean.compare(one == null, other == null);
    }
    return Values.compare(one, other);
  }

  private Map<String, Object> shown(Scope scope) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("links", List.of());
    for (Output output : outputs) {
      Object value = output.of().value(scope);
      if (value != null) {
        row.put(output.name(), Values.text(value, scope.zone()));
      }
    }
    return row;
  }

  private Map<String, Object> counted(long count) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("links", List.of());
    row.put(outputs.getFirst().name(), String.valueOf(count));
    return row;
  }
}
