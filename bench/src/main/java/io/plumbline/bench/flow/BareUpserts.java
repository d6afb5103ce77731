package io.plumbline.bench.flow;

import io.plumbline.bench.report.Samples;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows that applying wrote, upserted into tables of the same columns and indexes in plain JDBC
 * batches of one transaction each: nothing is read, locked, compared, decided, encrypted or mapped.
 */
final class BareUpserts {

  /** As many records per transaction as apply takes at most ({@code plumbline.apply.batch}). */
  private static final int BATCH = 200;

  /** What one webhook of a new order writes; the outbox is empty again once it is published. */
  private static final List<Table> TABLES =
      List.of(
          new Table("entity", "key", "true"),
          new Table("link", "namespace, value", "true"),
          new Table("replica", "connection, external_id", "true"),
          new Table("observation", "event_id", "true"),
          new Table("processed", "connection, dedupe_key", "dedupe_key not like 'poll%'"));

  private final Connection connection;
  private final List<Rows> rows = new ArrayList<>();
  private final int records;

  /**
   * Makes the tables, and reads the rows.
   *
   * @param most the most records whose rows are kept in memory
   */
  BareUpserts(Connection connection, int most) throws SQLException {
    this.connection = connection;
    try (var statement = connection.createStatement()) {
      statement.execute("create schema bare");
      for (Table table : TABLES) {
        statement.execute(
            "create table bare.%s (like public.%s including all)"
                .formatted(table.name(), table.name()));
      }
    }
    int replicas = count("replica");
    this.records = Math.min(most, replicas);
    for (Table table : TABLES) {
      // A record has several links, and one of everything else.
      int perRecord = Math.max(1, Math.round((float) count(table.name()) / replicas));
      rows.add(read(table, records * perRecord, perRecord));
    }
  }

  /** Upserts everything into empty tables. */
  Samples write() throws SQLException {
    try (var statement = connection.createStatement()) {
      for (Table table : TABLES) {
        statement.execute("truncate bare." + table.name());
      }
    }
    connection.setAutoCommit(false);
    long began = System.nanoTime();
    for (int from = 0; from < records; from += BATCH) {
      for (Rows table : rows) {
        table.upsert(connection, from, Math.min(from + BATCH, records));
      }
      connection.commit();
    }
    long took = System.nanoTime() - began;
    connection.setAutoCommit(true);
    return Samples.rate(records, Duration.ofNanos(took));
  }

  private int count(String table) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from public." + table)) {
      row.next();
      return row.getInt(1);
    }
  }

  private Rows read(Table table, int limit, int perRecord) throws SQLException {
    List<Object[]> read = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select %s from public.%s where %s limit %d"
                    .formatted(columns(table), table.name(), table.condition(), limit))) {
      int columns = row.getMetaData().getColumnCount();
      List<String> names = new ArrayList<>();
      for (int column = 1; column <= columns; column++) {
        names.add(row.getMetaData().getColumnName(column));
      }
      while (row.next()) {
        Object[] values = new Object[columns];
        for (int column = 1; column <= columns; column++) {
          values[column - 1] = row.getObject(column);
        }
        read.add(values);
      }
      return new Rows(table.upsert(names), read, perRecord);
    }
  }

  /** Those that are written: the copy numbers its rows itself. */
  private String columns(Table table) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select string_agg(column_name, ', ' order by ordinal_position)
            from information_schema.columns
            where table_schema = 'public' and table_name = ? and is_identity = 'NO'
            """)) {
      query.setString(1, table.name());
      try (var row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** A table with its primary key. */
  private record Table(String name, String key, String condition) {

    String upsert(List<String> columns) {
      String names = String.join(", ", columns);
      String values = String.join(", ", Collections.nCopies(columns.size(), "?"));
      String updates =
          String.join(", ", columns.stream().map(one -> one + " = excluded." + one).toList());
      return "insert into bare.%s (%s) values (%s) on conflict (%s) do update set %s"
          .formatted(name, names, values, key, updates);
    }
  }

  private record Rows(String sql, List<Object[]> values, int perRecord) {

    void upsert(Connection connection, int from, int to) throws SQLException {
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        int end = Math.min(values.size(), to * perRecord);
        for (Object[] row : values.subList(Math.min(from * perRecord, end), end)) {
          for (int column = 0; column < row.length; column++) {
            insert.setObject(column + 1, row[column]);
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }
}
