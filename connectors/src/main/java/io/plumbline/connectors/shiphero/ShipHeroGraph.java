package io.plumbline.connectors.shiphero;

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

/** The GraphQL endpoint: budget in credits, errors inside answers of status 200. */
final class ShipHeroGraph {

  /** Guessed for a document not sent yet; after its first answer the vendor's own figure holds. */
  private static final int UNKNOWN_COST = 100;

  private final URI endpoint;
  private final AuthorizedCaller caller;
  private final ShipHeroErrors errors;
  private final String customer;
  private final Map<String, Integer> costs = new ConcurrentHashMap<>();

  ShipHeroGraph(Settings settings, AuthorizedCaller caller) {
    this.endpoint = settings.connection().url().resolve(settings.text("graphql", "/graphql"));
    this.caller = caller;
    this.errors = new ShipHeroErrors(settings);
    this.customer = settings.text("customer-account", "");
  }

  /** Asks and gives the whole answer, for its time. */
  Answer answer(String document, ObjectNode variables) {
    return answer(document, variables, Effect.READ);
  }

  /** Asks for one order, by whatever name. */
  Answer one(String document, ObjectNode variables) {
    return answer(document, variables, Effect.READ_ONE);
  }

  /** What stands under the one root field of the data. */
  static JsonNode result(Answer answer) {
    var data = answer.body().path("data");
    return data.isEmpty() ? data : data.elements().next();
  }

  /** Changes and gives the result; the vendor's refusal is thrown. */
  JsonNode change(String document, ObjectNode data) {
    var variables = Json.object();
    variables.set("data", onBehalf(data));
    return result(answer(document, variables, Effect.WRITE));
  }

  /** A 3PL says with every write for which of its customers it makes it. */
  private ObjectNode onBehalf(ObjectNode data) {
    return customer.isEmpty() ? data : data.deepCopy().put("customer_account_id", customer);
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

  private Answer answer(String document, ObjectNode variables, Effect effect) {
    var body = Json.object().put("query", document).set("variables", variables);
    // To the endpoint no read is one of a single record: its refusals concern them all.
    var sent = effect == Effect.WRITE ? Effect.WRITE : Effect.READ;
    var call = new Call("POST", endpoint, sent, Map.of(), Optional.of(Body.json(body)));
    var answer = caller.send(call, costs.getOrDefault(document, UNKNOWN_COST));
    var result = result(answer);
    if (!answer.succeeded() || !answer.body().path("errors").isEmpty()) {
      throw failed(document, answer, effect, variables);
    }
    learn(document, result.path("complexity"));
    return answer;
  }

  /** What this document costs is taken from the shared budget before it is sent again. */
  private void learn(String document, JsonNode complexity) {
    if (complexity.asInt(0) > 0) {
      costs.put(document, complexity.asInt());
    }
  }

  private CallFailed failed(String document, Answer answer, Effect effect, ObjectNode variables) {
    var error = answer.body().path("errors").path(0);
    if (!ShipHeroErrors.isThrottle(error)) {
      return errors.refused(operation(document), answer, effect, variables);
    }
    var throttled = errors.throttled(operation(document), error);
    learn(document, error.path("required_credits"));
    errors
        .budget(error)
        .ifPresent(left -> caller.observed(left.available(), left.most(), left.perSecond()));
    throttled.retryAfter().ifPresent(caller::pause);
    return throttled;
  }
}
