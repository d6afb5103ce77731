package io.plumbline.engine.sql;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows with few statements. Rows of one statement must not be in conflict with each
 * other where it updates on conflict: PostgreSQL refuses to update a row twice.
 *
 * @param into such as {@code insert into link (namespace, value, key) values}
 * @param row such as {@code (?, ?, ?)}
 * @param onConflict what follows the rows; may be empty
 */
public record Rows(String into, String row, String onConflict) {

  /** PostgreSQL plans a statement for each size once, so there are few sizes: powers of two. */
  private static final int MOST = 64;

  /** How many rows were written. */
  public <T> int insert(
      Connection tx, Collection<T> items, Function<T, @Nullable Object[]> values) {
    List<T> all = List.copyOf(items);
    int written = 0;
    int from = 0;
    while (from < all.size()) {
      int size = Math.min(MOST, Integer.highestOneBit(all.size() - from));
      List<@Nullable Object> arguments = new ArrayList<>();
      for (T item : all.subList(from, from + size)) {
        Collections.addAll(arguments, values.apply(item));
      }
      written += Sql.update(tx, statement(size), arguments.toArray());
      from += size;
    }
    return written;
  }

  private String statement(int size) {
    return into + ' ' + String.join(", ", Collections.nCopies(size, row)) + ' ' + onConflict;
  }
}
