package io.plumbline.engine.fileimport;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.intake.Arrived;
import io.plumbline.engine.intake.Inbox;
import io.plumbline.engine.intake.IntakeConfig;
import io.plumbline.engine.observation.Via;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Takes a file in, row by row: each becomes a record of the inbox, or is refused and says why. */
@Singleton
public class ImportFile {

  /** Rows on their way to the broker at once. */
  private static final int UNDER_WAY = 500;

  private final Connections connections;
  private final Inbox inbox;
  private final Leftovers leftovers;
  private final Duration patience;
  private final int maxBody;

  ImportFile(Connections connections, Inbox inbox, Leftovers leftovers, IntakeConfig config) {
    this.connections = connections;
    this.inbox = inbox;
    this.leftovers = leftovers;
    this.patience = config.acknowledgeWithin();
    this.maxBody = config.maxBody();
  }

  /** What became of a file's rows: those read are those accepted and those refused. */
  @Schema(
      description = "What became of a file's rows: those read are those accepted and those refused")
  public record Imported(
      long read,
      long accepted,
      @Schema(description = "How many, by reason") SortedMap<String, Long> refused) {

    private Imported took() {
      return new Imported(read + 1, accepted + 1, refused);
    }

    private Imported left(String reason) {
      var more = new TreeMap<>(refused);
      more.merge(reason, 1L, Long::sum);
      return new Imported(read + 1, accepted, more);
    }
  }

  /** The inbox did not take them all: the file has to be sent again, which repeats nothing. */
  public static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interrupted(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Answers when every accepted row is safe.
   *
   * @param topic tells the connector the shape of the rows
   */
  public Imported rows(String connection, String topic, Iterator<FileRow> rows) {
    Connector connector = connections.connector(connection);
    List<CompletableFuture<Void>> underWay = new ArrayList<>();
    var imported = new Imported(0, 0, new TreeMap<>());
    while (rows.hasNext()) {
      imported = row(connection, connector, topic, rows.next(), underWay, imported);
      if (underWay.size() >= UNDER_WAY) {
        await(underWay, imported);
      }
    }
    await(underWay, imported);
    return imported;
  }

  private Imported row(
      String connection,
      Connector connector,
      String topic,
      FileRow row,
      List<CompletableFuture<Void>> underWay,
      Imported imported) {
    return switch (row) {
      case FileRow.Broken broken -> {
        leftovers.unusable(connection, topic, row, broken.explanation());
        yield imported.left("unusable");
      }
      case FileRow.Payload payload when payload.body().length > maxBody -> {
        leftovers.unusable(
            connection,
            topic,
            row,
            "expected a row of at most %d bytes (plumbline.intake.max-body), found %d."
                .formatted(maxBody, payload.body().length));
        yield imported.left("unusable");
      }
      case FileRow.Payload payload -> {
        try {
          yield switch (connector.understand(topic, payload.body())) {
            case Understood.Readings(var readings) when readings.isEmpty() ->
                filtered(connection, "nothing in it", imported);
            case Understood.Readings(var readings) -> {
              var first = readings.getFirst();
              underWay.add(put(connection, topic, first.externalId(), first.sourceTime(), payload));
              yield imported.took();
            }
            case Understood.ReadAgain(var externalId) -> {
              underWay.add(put(connection, topic, externalId, null, payload));
              yield imported.took();
            }
            case Understood.Filtered(var reason) -> filtered(connection, reason, imported);
          };
        } catch (Unusable e) {
          leftovers.unusable(connection, topic, row, String.valueOf(e.getMessage()));
          yield imported.left("unusable");
        }
      }
    };
  }

  private Imported filtered(String connection, String reason, Imported imported) {
    leftovers.filtered(connection, reason);
    return imported.left("filtered: " + reason);
  }

  private CompletableFuture<Void> put(
      String connection,
      String topic,
      String externalId,
      @Nullable Instant sourceTime,
      FileRow.Payload row) {
    return inbox
        .put(
            new Arrived(
                connection,
                topic,
                RowKey.of(connection, topic, externalId, sourceTime, row.body()),
                externalId,
                Via.FILE,
                0,
                sourceTime,
                null,
                row.body()))
        .toCompletableFuture();
  }

  private void await(List<CompletableFuture<Void>> underWay, Imported soFar) {
    try {
      CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      underWay.clear();
    } catch (ExecutionException | TimeoutException e) {
      throw new Interrupted(
          "expected the inbox to take every row, found it away after %d rows. Send the file again: what was taken is recognised."
              .formatted(soFar.read()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted("the service stops; send the file again.", e);
    }
  }
}
