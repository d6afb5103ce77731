package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.AuthorizedCaller;
import io.plumbline.connectors.http.Body;
import io.plumbline.connectors.http.Call;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.VendorWords;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The GraphQL Admin endpoint: budget in cost points, errors inside answers of status 200. */
final class ShopifyGraph {

  /** Guessed for a document not sent yet; after its first answer the vendor's own figure holds. */
  private static final int UNKNOWN_COST = 50;

  private final String connection;
  private final URI endpoint;
  private final AuthorizedCaller caller;
  private final Map<String, Integer> costs = new ConcurrentHashMap<>();

  ShopifyGraph(Connection connection, AuthorizedCaller caller) {
    this.connection = connection.name();
    this.caller = caller;
    var version = connection.setting("api-version", "2026-10");
    this.endpoint = connection.url().resolve("/admin/api/" + version + "/graphql.json");
  }

  /** Asks and gives the data. */
  JsonNode ask(String document, ObjectNode variables) {
    return data(answer(document, variables, Effect.READ));
  }

  /** Asks and gives the whole answer, for its time. */
  Answer answer(String document, ObjectNode variables) {
    return answer(document, variables, Effect.READ);
  }

  static JsonNode data(Answer answer) {
    return answer.body().path("data");
  }

  /** Changes and gives the data; user errors are the caller's to judge. */
  JsonNode change(String document, ObjectNode variables) {
    return data(answer(document, variables, Effect.WRITE));
  }

  private Answer answer(String document, ObjectNode variables, Effect effect) {
    var body = Json.object().put("query", document).set("variables", variables);
    var call = new Call("POST", endpoint, effect, Map.of(), Optional.of(Body.json(body)));
    var answer = caller.send(call, costs.getOrDefault(document, UNKNOWN_COST));
    if (!answer.succeeded()) {
      throw refused(answer, effect);
    }
    learn(document, answer.body().path("extensions").path("cost"));
    if (!answer.body().path("errors").isEmpty()) {
      throw failed(answer.body(), effect);
    }
    return answer;
  }

  /** Where a connection goes on; empty at its end. */
  static Optional<String> next(JsonNode list) {
    var info = list.path("pageInfo");
    return info.path("hasNextPage").asBoolean()
        ? Optional.of(info.path("endCursor").asText())
        : Optional.empty();
  }

  private void learn(String document, JsonNode cost) {
    if (cost.path("requestedQueryCost").isNumber()) {
      costs.put(document, cost.path("requestedQueryCost").asInt());
    }
    var status = cost.path("throttleStatus");
    if (status.path("restoreRate").isNumber()) {
      caller.observed(
          status.path("currentlyAvailable").asDouble(),
          status.path("maximumAvailable").asDouble(),
          status.path("restoreRate").asDouble());
    }
  }

  private CallFailed refused(Answer answer, Effect effect) {
    var kind =
        switch (answer.status()) {
          case 409 -> Kind.CONFLICT;
          // 402: the shop is frozen; 404: no such shop or version; 423: the shop is locked.
          case 402, 404, 423 -> Kind.CONFIGURATION;
          default -> effect == Effect.WRITE ? Kind.REJECTED : Kind.CONFIGURATION;
        };
    return new CallFailed(
        kind,
        "%s: Shopify answered %d: %s"
            .formatted(connection, answer.status(), VendorWords.in(answer.body())));
  }

  private CallFailed failed(JsonNode body, Effect effect) {
    var error = body.path("errors").path(0);
    var code = error.path("extensions").path("code").asText("");
    var message = connection + ": Shopify answered: " + VendorWords.in(body);
    if (code.equals("THROTTLED") || error.path("message").asText("").equals("Throttled")) {
      return throttled(body.path("extensions").path("cost"), message);
    }
    return switch (code) {
      case "ACCESS_DENIED", "SHOP_INACTIVE" -> new CallFailed(Kind.CONFIGURATION, message);
      case "INTERNAL_SERVER_ERROR", "TIMEOUT" -> new CallFailed(effect.unanswered(), message);
      case "MAX_COST_EXCEEDED" ->
          new CallFailed(
              Kind.CONFIGURATION,
              message
                  + ". Lower plumbline.connections.%s.settings.page-size or line-page-size."
                      .formatted(connection));
      default ->
          new CallFailed(effect == Effect.WRITE ? Kind.REJECTED : Kind.CONFIGURATION, message);
    };
  }

  /** Nobody calls before the bucket holds what this query asked for. */
  private CallFailed throttled(JsonNode cost, String message) {
    var status = cost.path("throttleStatus");
    var lacking =
        cost.path("requestedQueryCost").asDouble(UNKNOWN_COST)
            - status.path("currentlyAvailable").asDouble(0);
    var rate = Math.max(1, status.path("restoreRate").asDouble(UNKNOWN_COST));
    var pause = Duration.ofMillis(Math.max(100, (long) Math.ceil(1_000 * lacking / rate)));
    caller.pause(pause);
    return new CallFailed(Kind.THROTTLED, message, pause, null);
  }
}
