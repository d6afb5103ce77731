package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Call;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.VendorError;
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

  private static final Set<String> UNRESOLVED = Set.of("INVALID_KEY_OR_REF", "INVALID_CONTENT");

  private static final Pattern ITEM_PATH = Pattern.compile("item\\.items\\[(?:line==)?(\\d+)\\].*");

  private final String connection;

  private final Duration pauseUnlessTold;

  NetSuiteErrors(String connection, Duration pauseUnlessTold) {
    this.connection = connection;
    this.pauseUnlessTold = pauseUnlessTold;
  }

  /** The failure of a call; {@code sent} is its body, to name what the vendor only points at. */
  CallFailed failed(Call call, Answer answer, JsonNode sent) {
    var details = answer.body().path("o:errorDetails").path(0);
    var code = details.path("o:errorCode").asText("").toUpperCase(Locale.ROOT);
    var kind = kind(answer.status(), code, call.effect());
    var error = VendorError.in(answer.body());
    return new CallFailed(
            kind,
            "%s: %s answered %d%s%s."
                .formatted(
                    connection,
                    call.label(),
                    answer.status(),
                    error.told(),
                    culprit(details, code, sent)),
            kind == Kind.THROTTLED ? pauseUnlessTold : null,
            null)
        .quoting(error.quoted());
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

  /**
   * The item that we sent and the refusal is about. A reference that does not resolve is nearly
   * always an item the ERP does not know.
   */
  private static String culprit(JsonNode details, String code, JsonNode sent) {
    var items = sent.path("item").path("items");
    var path = ITEM_PATH.matcher(details.path("o:errorPath").asText(""));
    var pointed = path.matches() ? sku(items.path(Integer.parseInt(path.group(1)))) : "";
    var sku = pointed.isEmpty() ? named(details.path("detail").asText(""), items) : pointed;
    if (sku.isEmpty()) {
      return "";
    }
    return UNRESOLVED.contains(code) ? ": unknown SKU '" + sku + "'" : ": about SKU '" + sku + "'";
  }

  private static String named(String detail, JsonNode items) {
    for (var item : items) {
      var sku = sku(item);
      if (!sku.isEmpty() && word(sku).matcher(detail).find()) {
        return sku;
      }
    }
    return "";
  }

  private static Pattern word(String text) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(text) + "(?![\\w-])");
  }

  private static String sku(JsonNode line) {
    return line.path("item").path("externalId").asText("");
  }
}
