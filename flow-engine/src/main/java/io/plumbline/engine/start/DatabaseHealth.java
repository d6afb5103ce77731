package io.plumbline.engine.start;

import io.smallrye.health.api.HealthGroup;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether PostgreSQL answers. In a group of its own, {@code /q/health/group/database}: without it
 * intake goes on, so it takes no replica out of rotation, while everything else waits.
 */
@HealthGroup("database")
@Singleton
public class DatabaseHealth implements HealthCheck {

  private static final int SECONDS = 2;

  private final DataSource database;

  DatabaseHealth(DataSource database) {
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("database").status(answers()).build();
  }

  private boolean answers() {
    try (var connection = database.getConnection()) {
      return connection.isValid(SECONDS);
    } catch (SQLException _) {
      return false; // which is the answer; those who wait for the database log why
    }
  }
}
