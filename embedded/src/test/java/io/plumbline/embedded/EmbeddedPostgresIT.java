package io.plumbline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

  @TempDir Path directory;

  @Test
  void commitsReachTheDisk() throws SQLException {
    try (var server = EmbeddedPostgres.start(directory, Ports.free())) {
      assertThat(query(server, "postgres", "SHOW fsync")).isEqualTo("on");
      assertThat(query(server, "postgres", "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(query(server, "postgres", "SHOW full_page_writes")).isEqualTo("on");
    }
  }

  @Test
  void committedRowsSurviveSigkill() throws SQLException {
    int port = Ports.free();
    var crashed = EmbeddedPostgres.start(directory, port);
    crashed.createDatabase("orders");
    execute(crashed, "orders", "CREATE TABLE kept AS SELECT 'still here' AS word");

    crashed.kill();

    try (var restarted = EmbeddedPostgres.start(directory, port)) {
      assertThat(query(restarted, "orders", "SELECT word FROM kept")).isEqualTo("still here");
    }
  }

  @Test
  void stopsAServerThatStillHoldsTheData() throws SQLException {
    var forgotten = EmbeddedPostgres.start(directory, Ports.free());

    try (var successor = EmbeddedPostgres.start(directory, Ports.free())) {
      assertThat(forgotten.process().alive()).isFalse();
      assertThat(query(successor, "postgres", "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void createsADatabaseOnce() throws SQLException {
    try (var server = EmbeddedPostgres.startTemporary()) {
      server.createDatabase("orders");
      server.createDatabase("orders");

      assertThat(query(server, "orders", "SELECT current_database()")).isEqualTo("orders");
    }
  }

  private static void execute(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    try (var connection = connect(server, database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    try (var connection = connect(server, database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedPostgres server, String database) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl(database), server.username(), server.password());
  }
}
