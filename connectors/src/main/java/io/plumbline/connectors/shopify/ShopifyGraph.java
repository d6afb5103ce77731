package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.AuthorizedCaller;
import io.plumbline.connectors.http.Body;
import io.plumbline.connectors.http.Call;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The GraphQL Admin endpoint: budget in cost points, errors inside answers of status 200. */
final class ShopifyGraph {

  /** Guessed for a document not sent yet; after its first answer the vendor's own figure holds. */
  private static final int UNKNOWN_COST = 50;

  private final URI endpoint;
  private final AuthorizedCaller caller;
  private final ShopifyErrors errors;
  private final Map<String, Integer> costs = new ConcurrentHashMap<>();

  ShopifyGraph(Settings settings, AuthorizedCaller caller) {
    var connection = settings.connection();
    this.caller = caller;
    this.errors = new ShopifyErrors(connection.name(), UNKNOWN_COST);
    var version = settings.text("api-version", "2026-10");
    this.endpoint = connection.url().resolve("/admin/api/" + version + "/graphql.json");
  }

  /** Asks and gives the data. */
  JsonNode ask(String document, ObjectNode variables) {
    return data(answer(document, variables, Effect.READ));
  }

  /** Asks for orders and gives the whole answer, for its time; an error may be one order's own. */
  Answer orders(String document, ObjectNode variables) {
    return answer(document, variables, Effect.READ_ONE);
  }

  /** Asks for nodes by their ids; {@link ShopifyErrors#notGiven} tells which are lacking. */
  Answer nodes(String document, ObjectNode variables) {
    var answer = sent(document, variables, Effect.READ);
    if (!ShopifyErrors.areOfNodes(answer.body().path("errors"))) {
      throw failed(document, answer, Effect.READ);
    }
    return answer;
  }

  static JsonNode data(Answer answer) {
    return answer.body().path("data");
  }

  /** Changes and gives the data; user errors are the caller's to judge. */
  JsonNode change(String document, ObjectNode variables) {
    return data(answer(document, variables, Effect.WRITE));
  }

  private Answer answer(String document, ObjectNode variables, Effect effect) {
    var answer = sent(document, variables, effect);
    if (!answer.body().path("errors").isEmpty()) {
      throw failed(document, answer, effect);
    }
    return answer;
  }

  /** To the endpoint no read is one of a single record: its refusals concern them all. */
  private Answer sent(String document, ObjectNode variables, Effect effect) {
    var body = Json.object().put("query", document).set("variables", variables);
    var sent = effect == Effect.WRITE ? Effect.WRITE : Effect.READ;
    var call = new Call("POST", endpoint, sent, Map.of(), Optional.of(Body.json(body)));
    var answer = caller.send(call, costs.getOrDefault(document, UNKNOWN_COST));
    if (!answer.succeeded()) {
      throw errors.refused(operation(document), answer, sent);
    }
    learn(document, answer.body().path("extensions").path("cost"));
    return answer;
  }

  private CallFailed failed(String document, Answer answer, Effect effect) {
    var failure = errors.failed(operation(document), answer, effect);
    failure.retryAfter().ifPresent(caller::pause);
    return failure;
  }

  /** What a document is called, such as {@code query Order}. */
  private static String operation(String document) {
    return document.substring(0, document.indexOf('(')).strip();
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
}
