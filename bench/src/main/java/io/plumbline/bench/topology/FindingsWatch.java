package io.plumbline.bench.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.bench.process.Ground;
import io.plumbline.bench.report.Samples;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Looks into the ledger as a reader would, and times the missing orders that it finds there. */
final class FindingsWatch implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection ledger;
  private final Clock clock;
  private final Set<String> known = new HashSet<>();
  private OffsetDateTime newest = Instant.EPOCH.atOffset(ZoneOffset.UTC);
  private Histogram latencies = Samples.histogram();

  private FindingsWatch(Connection ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  static FindingsWatch open(Ground ground, Clock clock) throws SQLException {
    var database = ground.database();
    return new FindingsWatch(
        DriverManager.getConnection(
            database.jdbcUrl(ReconcilerService.DATABASE), database.username(), database.password()),
        clock);
  }

  /** What is found from here on is counted anew. */
  void begin() {
    latencies = Samples.histogram();
  }

  long found() {
    return latencies.getTotalCount();
  }

  Histogram latencies() {
    return latencies;
  }

  void look() throws SQLException {
    try (var query =
        ledger.prepareStatement(
            """
            select id, body, changed_at from finding
            where kind = 'missing' and connection = 'netsuite' and changed_at > ?
            order by changed_at
            """)) {
      query.setObject(1, newest);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          newest = rows.getObject("changed_at", OffsetDateTime.class);
          if (known.add(rows.getString("id"))) {
            Duration after = Duration.between(end(rows.getString("body")), clock.instant());
            latencies.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(after.toNanos())));
          }
        }
      }
    }
  }

  private static Instant end(String finding) {
    try {
      return Instant.parse(JSON.readTree(finding).path("windowEndedAt").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a finding as JSON", e);
    }
  }

  @Override
  public void close() throws SQLException {
    ledger.close();
  }
}
