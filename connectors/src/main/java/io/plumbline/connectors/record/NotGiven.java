package io.plumbline.connectors.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A record that a page names and that the vendor does not give with it: it is asked for by itself,
 * so that it does not hold up those behind it.
 */
public final class NotGiven {

  /** The topic of what stands in for the record. */
  public static final String TOPIC = "poll/not-given";

  private NotGiven() {}

  /** What the page hands on in the place of the record. */
  public static RawRecord of(String id, Instant modified) {
    return new RawRecord(id, TOPIC, modified, Json.bytes(Json.object().put("id", id)));
  }

  public static Understood understand(ObjectNode payload) throws Unusable {
    var id = payload.path("id").asText("");
    if (id.isBlank()) {
      throw new Unusable("id: expected the record to read, found none.");
    }
    return new Understood.ReadAgain(id);
  }

  /**
   * Reads a record of a page, or hands it on unread where the failure is its own. What fails for a
   * moment is asked for once more, since a page is as many calls as it has records and would
   * otherwise be begun anew nearly every time.
   */
  public static Optional<RawRecord> unless(
      String id, Instant modified, Supplier<Optional<RawRecord>> read) {
    try {
      return twice(read);
    } catch (CallFailed e) {
      if (!isOfOne(e)) {
        throw e;
      }
      return Optional.of(of(id, modified));
    }
  }

  private static Optional<RawRecord> twice(Supplier<Optional<RawRecord>> read) {
    try {
      return read.get();
    } catch (CallFailed e) {
      if (e.kind() != Kind.TRANSIENT && e.kind() != Kind.THROTTLED) {
        throw e;
      }
      return read.get();
    }
  }

  private static boolean isOfOne(CallFailed failure) {
    return switch (failure.kind()) {
      case REJECTED, CONFLICT -> true;
      case TRANSIENT, UNKNOWN, BUSY, THROTTLED, CONFIGURATION, CONNECTION -> false;
    };
  }
}
