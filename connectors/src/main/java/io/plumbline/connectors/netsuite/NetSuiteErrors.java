package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.VendorWords;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What NetSuite's error answers mean, by its error code, else by status. */
final class NetSuiteErrors {

  /** Concurrency is governed per account, and RESTlets say so with status 400. */
  private static final Set<String> LIMITS =
      Set.of("CONCURRENCY_LIMIT_EXCEEDED", "SSS_REQUEST_LIMIT_EXCEEDED", "WS_REQUEST_BLOCKED");

  private static final Set<String> CHANGED =
      Set.of("RCRD_HAS_BEEN_CHANGED", "DUP_RCRD", "RCRD_DSNT_EXIST");

  private static final Pattern ITEM_PATH = Pattern.compile("item\\.items\\[(?:line==)?(\\d+)\\].*");

  private final String connection;

  private final Duration pauseUnlessTold;

  NetSuiteErrors(String connection, Duration pauseUnlessTold) {
    this.connection = connection;
    this.pauseUnlessTold = pauseUnlessTold;
  }

  /** The failure of a call; {@code sent} is its body, to name what the vendor only points at. */
  CallFailed failed(Answer answer, Effect effect, JsonNode sent) {
    var error = answer.body().path("o:errorDetails").path(0);
    var code = error.path("o:errorCode").asText("").toUpperCase(Locale.ROOT);
    var words = VendorWords.in(answer.body());
    var kind = kind(answer.status(), code, effect);
    return new CallFailed(
        kind,
        "%s: %sNetSuite answered %d: %s"
            .formatted(connection, culprit(error, code, sent), answer.status(), words),
        kind == Kind.THROTTLED ? pauseUnlessTold : null,
        null);
  }

  private static Kind kind(int status, String code, Effect effect) {
    if (LIMITS.contains(code)) {
      return Kind.THROTTLED;
    }
    if (status == 409 || status == 412 || CHANGED.contains(code)) {
      return Kind.CONFLICT;
    }
    return switch (effect) {
      case READ -> Kind.CONFIGURATION;
      case READ_ONE -> Kind.REJECTED;
      // A write to a record that is gone: read again, plan again.
      case WRITE -> status == 404 ? Kind.CONFLICT : Kind.REJECTED;
    };
  }

  /** A reference that does not resolve is nearly always an item the ERP does not know. */
  private static String culprit(JsonNode error, String code, JsonNode sent) {
    if (!code.equals("INVALID_KEY_OR_REF") && !code.equals("INVALID_CONTENT")) {
      return "";
    }
    var path = ITEM_PATH.matcher(error.path("o:errorPath").asText(""));
    var items = sent.path("item").path("items");
    if (path.matches()) {
      var sku = sku(items.path(Integer.parseInt(path.group(1))));
      return sku.isEmpty() ? "" : "unknown SKU '" + sku + "': ";
    }
    var detail = error.path("detail").asText("");
    for (var item : items) {
      if (!sku(item).isEmpty() && detail.contains("'" + sku(item) + "'")) {
        return "unknown SKU '" + sku(item) + "': ";
      }
    }
    return "";
  }

  private static String sku(JsonNode line) {
    return line.path("item").path("externalId").asText("");
  }
}
