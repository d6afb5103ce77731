package io.plumbline.reconciler.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** One statement for many rows, sent at once. */
final class RowBatch {
  private RowBatch() {}

  /** Sets the parameters of one row. */
  interface Binding<T> {
    void bind(PreparedStatement row, T item) throws SQLException;
  }

  /** How many rows each item changed. */
  static <T> int[] run(Connection connection, String sql, Collection<T> items, Binding<T> binding)
      throws SQLException {
    if (items.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement row = connection.prepareStatement(sql)) {
      for (T item : items) {
        binding.bind(row, item);
        row.addBatch();
      }
      return row.executeBatch();
    }
  }
}
