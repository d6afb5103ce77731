package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.netsuite.Expression.And;
import io.plumbline.sandbox.netsuite.Expression.Column;
import io.plumbline.sandbox.netsuite.Expression.Compare;
import io.plumbline.sandbox.netsuite.Expression.In;
import io.plumbline.sandbox.netsuite.Expression.Literal;
import io.plumbline.sandbox.netsuite.Expression.Or;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The part of a table that a query's conditions can be true in; the rest is never read, as a
 * database with indexes would not. Every row in reach is still judged by the conditions.
 *
 * @param only the one transaction that it is about
 * @param idFrom the lowest id
 * @param changedFrom the earliest modification
 * @param parents the orders that everything in reach was made from
 */
record Reach(
    Optional<Long> only,
    Optional<Long> idFrom,
    Optional<Instant> changedFrom,
    Optional<List<Long>> parents) {
  private static final Set<String> LOWER_BOUNDS = Set.of(">", ">=", "=");

  /** What the conditions say of {@code table} by themselves, whatever the other tables hold. */
  static Reach of(List<Expression> conditions, Query.Source source, boolean alone) {
    Target target = new Target(source.alias(), alone);
    return new Reach(
        Optional.empty(),
        lowest(conditions, target.column("id"), BigDecimal.class).map(BigDecimal::longValue),
        lowest(conditions, target.column("lastmodifieddate"), Instant.class),
        conditions.stream().flatMap(each -> among(each, target.column("createdfrom"))).findFirst());
  }

  /** What a column is one of, in a condition that has to hold whatever else does. */
  private static Stream<List<Long>> among(Expression condition, List<Column> column) {
    return switch (condition) {
      case And(Expression left, Expression right) ->
          Stream.concat(among(left, column), among(right, column));
      case In(Column of, List<Expression> among)
          when column.contains(of) && among.stream().allMatch(Reach::isNumber) ->
          Stream.of(among.stream().map(Reach::number).toList());
      case Compare(Column left, String by, Literal constant)
          when column.contains(left) && by.equals("=") && isNumber(constant) ->
          Stream.of(List.of(number(constant)));
      default -> Stream.empty();
    };
  }

  private static boolean isNumber(Expression constant) {
    return constant instanceof Literal(BigDecimal _);
  }

  private static long number(Expression constant) {
    return constant instanceof Literal(BigDecimal number) ? number.longValue() : 0;
  }

  Reach only(Optional<Long> order) {
    return new Reach(order, idFrom, changedFrom, parents);
  }

  /** The same for a transaction's lines, whose ids and dates are not the transaction's. */
  Reach ofLines() {
    return new Reach(only, Optional.empty(), Optional.empty(), parents);
  }

  /** How a query may name the columns of one table. */
  private record Target(String alias, boolean alone) {
    List<Column> column(String name) {
      Column full = new Column(alias, name);
      return alone ? List.of(full, new Column("", name)) : List.of(full);
    }
  }

  private static <T extends Comparable<T>> Optional<T> lowest(
      List<Expression> conditions, List<Column> column, Class<T> type) {
    return conditions.stream()
        .map(each -> lowest(each, column, type))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /** Both sides of an AND hold, so the higher bound does; of an OR only the lower one is sure. */
  private static <T extends Comparable<T>> Optional<T> lowest(
      Expression condition, List<Column> column, Class<T> type) {
    return switch (condition) {
      case And(Expression left, Expression right) -> lowest(List.of(left, right), column, type);
      case Or(Expression left, Expression right) -> {
        List<T> bounds = new ArrayList<>();
        lowest(left, column, type).ifPresent(bounds::add);
        lowest(right, column, type).ifPresent(bounds::add);
        yield bounds.size() < 2 ? Optional.empty() : bounds.stream().min(Comparator.naturalOrder());
      }
      case Compare(Column left, String by, Literal(Object constant))
          when column.contains(left) && LOWER_BOUNDS.contains(by) && type.isInstance(constant) ->
          Optional.of(type.cast(constant));
      default -> Optional.empty();
    };
  }
}
