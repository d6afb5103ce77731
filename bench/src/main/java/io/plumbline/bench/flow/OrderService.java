package io.plumbline.bench.flow;

import io.plumbline.bench.process.Ground;
import io.plumbline.bench.process.Ground.Served;
import io.plumbline.embedded.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** order-service over emulated vendors. */
record OrderService(Ground ground, Served served, String secret) {

  private static final String DATABASE = "orders";

  static OrderService start(Ground ground, Emulators vendors) {
    ground.database().createDatabase(DATABASE);
    Map<String, String> settings = new HashMap<>(ground.environment(DATABASE));
    settings.put("PLUMBLINE_MASTER_KEY", Secrets.masterKey());
    settings.put("SMALLRYE_CONFIG_LOCATIONS", configuration(ground, vendors).toString());
    Served served =
        ground.serve(
            "order-service",
            "order-service/target/quarkus-app/quarkus-run.jar",
            "/q/health/ready",
            List.of(),
            settings);
    return new OrderService(ground, served, vendors.secret());
  }

  String webhooks() {
    return served.url() + "/webhooks/" + Emulators.SHOP + "/orders/create";
  }

  Connection database() throws SQLException {
    var database = ground.database();
    return DriverManager.getConnection(
        database.jdbcUrl(DATABASE) + "?reWriteBatchedInserts=true",
        database.username(),
        database.password());
  }

  /** The number that a query of its database gives. */
  static long number(Connection database, String sql) {
    try (var query = database.prepareStatement(sql);
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("order-service's database does not tell: " + sql, e);
    }
  }

  private static Path configuration(Ground ground, Emulators vendors) {
    Path file = ground.path("plumbline.yaml");
    try {
      return Files.writeString(
          file, "plumbline:\n  connections:\n" + vendors.configuration().indent(0));
    } catch (IOException e) {
      throw new UncheckedIOException("the configuration " + file + " could not be written", e);
    }
  }
}
