package io.plumbline.engine.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Statements with their arguments in place, in the caller's transaction. */
public final class Sql {

  private static final int AT_A_TIME = 50;

  private Sql() {}

  /** Makes a value of a row. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Runs a statement and tells how many rows it touched. */
  public static int update(Connection tx, String sql, @Nullable Object... arguments) {
    try (PreparedStatement statement = bound(tx, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  public static <T> List<T> all(
      Connection tx, Row<T> row, String sql, @Nullable Object... arguments) {
    try (PreparedStatement statement = bound(tx, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.of(rows));
      }
      return found;
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** Hands row after row to somebody, and holds a few of them at a time. */
  public static <T> void each(
      Connection tx, Row<T> row, Consumer<T> to, String sql, @Nullable Object... arguments) {
    try (PreparedStatement statement = bound(tx, sql, arguments)) {
      statement.setFetchSize(AT_A_TIME);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          to.accept(row.of(rows));
        }
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  /** The first row, if there is one. */
  public static <T> Optional<T> one(
      Connection tx, Row<T> row, String sql, @Nullable Object... arguments) {
    return all(tx, row, sql, arguments).stream().findFirst();
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static PreparedStatement bound(Connection tx, String sql, @Nullable Object... arguments)
      throws SQLException {
    PreparedStatement statement = tx.prepareStatement(sql);
    try {
      for (int i = 0; i < arguments.length; i++) {
        Object argument = arguments[i];
        statement.setObject(i + 1, argument instanceof Instant time ? utc(time) : argument);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
