package io.plumbline.engine.api;

import io.plumbline.engine.breaker.Breakers.Health;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.delivery.DeliveryStatus;
import io.plumbline.engine.delivery.DeliveryStatus.Numbers;
import io.plumbline.engine.publish.Publishing;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.logging.Log;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How much is under way: nothing is, where every number is zero. Null is no number. */
@Path("/api/status")
@Tag(name = "Status")
public class StatusResource {

  private final Transactions transactions;
  private final Connections connections;
  private final DeliveryStatus deliveries;
  private final Publishing publishing;

  StatusResource(
      Transactions transactions,
      Connections connections,
      DeliveryStatus deliveries,
      Publishing publishing) {
    this.transactions = transactions;
    this.connections = connections;
    this.deliveries = deliveries;
    this.publishing = publishing;
  }

  /** Where the flow stands. */
  @Schema(description = "How much is under way: nothing is, where every number is zero")
  public record Status(
      @Schema(
              description =
                  "False where the broker does not answer: nothing comes in or goes out then")
          boolean brokerAnswers,
      @Schema(
              description =
                  "Records of the inbox that are not applied yet; null where the broker does not answer",
              nullable = true)
          @Nullable Long inboxLag,
      @Schema(description = "Events that are not published yet") long outbox,
      @Schema(description = "Records that have to be read again") long rereads,
      Numbers deliveries,
      Open deadLetters,
      @Schema(description = "Records left out on purpose, by reason") Map<String, Long> counted,
      @Schema(description = "By name") Map<String, ConnectionStatus> connections) {}

  /** How many wait for a person. */
  @Schema(name = "OpenDeadLetters", description = "How many wait for a person")
  public record Open(long open) {}

  /** One connection. */
  @Schema(description = "One connection")
  public record ConnectionStatus(
      Health health,
      @Schema(
              description =
                  "Up to when all it said was published; null where another replica sends the watermarks",
              nullable = true)
          @Nullable Instant watermark) {}

  @GET
  @Operation(
      operationId = "getStatus",
      summary = "What is under way, and how each connection stands")
  @APIResponse(responseCode = "200", description = "The numbers as of now")
  public Status status() {
    Long inboxLag = inboxLag();
    return transactions.get(tx -> status(tx, inboxLag));
  }

  /** Null where the broker does not answer, which is told besides what is known without it. */
  private @Nullable Long inboxLag() {
    try {
      return publishing.inboxLag();
    } catch (KafkaException e) {
      Log.debugf("The broker does not tell how far the inbox goes: %s", e.getMessage());
      return null;
    }
  }

  private Status status(Connection tx, @Nullable Long inboxLag) {
    Numbers numbers = deliveries.numbers(tx);
    return new Status(
        inboxLag != null,
        inboxLag,
        count(tx, "select count(*) from outbox"),
        count(tx, "select count(*) from reread"),
        numbers,
        new Open(numbers.openDeadLetters()),
        counted(tx),
        connections(tx));
  }

  private Map<String, ConnectionStatus> connections(Connection tx) {
    Map<String, Health> health = deliveries.health(tx);
    Map<String, Instant> watermarks = publishing.watermarks();
    Map<String, ConnectionStatus> statuses = new TreeMap<>();
    connections
        .all()
        .forEach(connection ->
            statuses.put(
                connection.name(),
                new ConnectionStatus(
                    java.util.Objects.requireNonNull(health.get(connection.name())),
                    watermarks.get(connection.name()))));
    return statuses;
  }

  private static Map<String, Long> counted(Connection tx) {
    Map<String, Long> counted = new TreeMap<>();
    Sql.all(
        tx,
        row -> counted.put(row.getString("reason"), row.getLong("records")),
        "select reason, sum(records) as records from counted group by reason");
    return counted;
  }

  private static long count(Connection tx, String sql) {
    return Sql.one(tx, row -> row.getLong(1), sql).orElse(0L);
  }
}
