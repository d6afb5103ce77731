package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.VendorError;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What Shopify's errors mean: by status, or by the codes and paths inside an answer. */
final class ShopifyErrors {

  private static final String THROTTLED = "THROTTLED";

  /** The shop's or the app's, even where they stand at one record. */
  private static final Set<String> OF_CONNECTION =
      Set.of(THROTTLED, "ACCESS_DENIED", "SHOP_INACTIVE", "MAX_COST_EXCEEDED");

  /** Root fields whose errors are those of the records asked for. */
  private static final Set<String> RECORDS = Set.of("order", "orders", "nodes");

  private final String connection;
  private final int unknownCost;

  ShopifyErrors(String connection, int unknownCost) {
    this.connection = connection;
    this.unknownCost = unknownCost;
  }

  /** The whole request was refused; {@code operation} is what was asked. */
  CallFailed refused(String operation, Answer answer, Effect effect) {
    var kind =
        switch (answer.status()) {
          case 409 -> Kind.CONFLICT;
          // 402: the shop is frozen; 404: no such shop or version; 423: the shop is locked.
          case 402, 404, 423 -> Kind.CONFIGURATION;
          default -> effect == Effect.WRITE ? Kind.REJECTED : Kind.CONFIGURATION;
        };
    var error = VendorError.in(answer.body());
    return new CallFailed(kind, said(operation, answer, error) + ".").quoting(error.quoted());
  }

  CallFailed failed(String operation, Answer answer, Effect effect) {
    var error = VendorError.in(answer.body());
    var said = said(operation, answer, error) + ".";
    return failed(answer.body(), said, effect).quoting(error.quoted());
  }

  private String said(String operation, Answer answer, VendorError error) {
    return "%s: %s answered %d%s".formatted(connection, operation, answer.status(), error.told());
  }

  private CallFailed failed(JsonNode body, String message, Effect effect) {
    var error = body.path("errors").path(0);
    return switch (code(error)) {
      case THROTTLED -> throttled(body.path("extensions").path("cost"), message);
      case "ACCESS_DENIED", "SHOP_INACTIVE" -> new CallFailed(Kind.CONFIGURATION, message);
      case "INTERNAL_SERVER_ERROR", "TIMEOUT" -> new CallFailed(effect.unanswered(), message);
      case "MAX_COST_EXCEEDED" ->
          new CallFailed(
              Kind.CONFIGURATION,
              message
                  + " Lower plumbline.connections.%s.settings.page-size or line-page-size."
                      .formatted(connection));
      default -> new CallFailed(unknown(error, effect), message);
    };
  }

  private static Kind unknown(JsonNode error, Effect effect) {
    return switch (effect) {
      case WRITE -> Kind.REJECTED;
      case READ -> Kind.CONFIGURATION;
      case READ_ONE -> isOfRecord(error) ? Kind.REJECTED : Kind.CONFIGURATION;
    };
  }

  /** Nobody calls before the bucket holds what this query asked for. */
  private CallFailed throttled(JsonNode cost, String message) {
    var status = cost.path("throttleStatus");
    var lacking =
        cost.path("requestedQueryCost").asDouble(unknownCost)
            - status.path("currentlyAvailable").asDouble(0);
    var rate = Math.max(1, status.path("restoreRate").asDouble(unknownCost));
    var pause = Duration.ofMillis(Math.max(100, (long) Math.ceil(1_000 * lacking / rate)));
    return new CallFailed(Kind.THROTTLED, message, pause, null);
  }

  /**
   * A document that is refused as a whole has errors at its own parts, such as {@code query Order};
   * those of a record stand at the field of the data, or at the id that was asked for.
   */
  private static boolean isOfRecord(JsonNode error) {
    return RECORDS.contains(error.path("path").path(0).asText(""))
        || (code(error).equals("INVALID_VARIABLE")
            && error.path("message").asText("").startsWith("Variable $id "));
  }

  /** Whether each error is one node's own; also where there is none. */
  static boolean areOfNodes(JsonNode errors) {
    for (var error : errors) {
      if (!isOfNode(error)) {
        return false;
      }
    }
    return true;
  }

  /** The places of the nodes that the answer does not tell whole. */
  static Set<Integer> notGiven(Answer answer) {
    var places = new HashSet<Integer>();
    for (var error : answer.body().path("errors")) {
      places.add(error.path("path").path(1).asInt());
    }
    return places;
  }

  private static boolean isOfNode(JsonNode error) {
    var path = error.path("path");
    return path.path(0).asText("").equals("nodes")
        && path.path(1).isInt()
        && !OF_CONNECTION.contains(code(error));
  }

  private static String code(JsonNode error) {
    return error.path("message").asText("").equals("Throttled")
        ? THROTTLED
        : error.path("extensions").path("code").asText("");
  }
}
