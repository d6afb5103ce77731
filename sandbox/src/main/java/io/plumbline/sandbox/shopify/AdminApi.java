package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import io.plumbline.sandbox.fault.Gate;
import io.plumbline.sandbox.fault.Outcome;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.shopify.Storefront.Done;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code POST /admin/api/{version}/graphql.json}: token, version, price, bucket, execution. */
final class AdminApi {
  private static final String NO_TOKEN =
      "[API] Invalid API key or access token (unrecognized login or wrong password)";

  private final AtomicInteger throttled = new AtomicInteger();
  private final Shop shop;
  private final TokenApi tokens;
  private final Gate gate;
  private final GraphQLSchema schema;
  private final GraphQL graphql;
  private final Bucket bucket;

  AdminApi(Shop shop, TokenApi tokens, Gate gate, GraphQLSchema schema, Clock clock) {
    this.shop = shop;
    this.tokens = tokens;
    this.gate = gate;
    this.schema = schema;
    this.graphql = GraphQL.newGraphQL(schema).build();
    this.bucket = new Bucket(shop.pointsPerSecond(), clock);
  }

  /** A parsed call: what is to run and what it asks. */
  private record Operation(
      Document document,
      String query,
      @Nullable String name,
      Map<String, Object> variables,
      boolean write,
      boolean listing) {}

  Reply handle(Request request) {
    if (!request.header("X-Shopify-Access-Token").map(tokens::knows).orElse(false)) {
      return Answer.json(401, Map.of("errors", NO_TOKEN));
    }
    String version = request.segments().get(2);
    if (!version.equals("unstable") && !version.matches("20\\d\\d-(01|04|07|10)")) {
      return Answer.json(404, Map.of("errors", "Not Found"));
    }
    if (!request.method().equals("POST")) {
      return Answer.empty(405);
    }
    JsonNode body = request.json();
    if (!body.path("query").isTextual()) {
      return Answer.json(400, Map.of("errors", Map.of("query", "Required parameter missing")));
    }
    try {
      return pass(request, served(version), operation(body));
    } catch (InvalidSyntaxException e) {
      return Answer.ok(Map.of("errors", List.of(Map.of("message", e.getMessage()))));
    }
  }

  private Reply pass(Request request, String version, Operation operation) {
    Reply reply =
        gate.pass(
            new Gate.Call(
                operation.write() ? "MUTATION" : "QUERY",
                request.path(),
                null,
                operation.write(),
                operation.listing(),
                throttledAnswer(),
                _ -> run(operation)));
    return reply instanceof Answer answer ? answer.with("X-Shopify-API-Version", version) : reply;
  }

  /** A version that is no longer served is answered by the oldest that is. */
  private static String served(String version) {
    boolean old = version.compareTo(Shop.VERSIONS.getFirst()) < 0;
    return old ? Shop.VERSIONS.getFirst() : version;
  }

  private Outcome run(Operation operation) {
    int requested;
    try {
      requested =
          Cost.requested(schema, operation.document(), operation.name(), operation.variables());
    } catch (RuntimeException e) {
      // An operation that does not fit the schema has no price; executing it names what is wrong.
      return execute(operation, 0);
    }
    if (requested > shop.maxQueryCost()) {
      return Outcome.refused(Answer.ok(tooDear(requested)), "MAX_COST_EXCEEDED");
    }
    if (!bucket.take(requested)) {
      return Outcome.refused(Answer.ok(throttledBody(requested)), "THROTTLED");
    }
    return execute(operation, requested);
  }

  private Outcome execute(Operation operation, int requested) {
    ExecutionInput input =
        ExecutionInput.newExecutionInput(operation.query())
            .operationName(operation.name())
            .variables(operation.variables())
            .build();
    ExecutionResult result = graphql.execute(input);
    return outcome(operation, requested, result, input.getGraphQLContext());
  }

  private Outcome outcome(
      Operation operation, int requested, ExecutionResult result, GraphQLContext context) {
    int actual = result.isDataPresent() ? Math.min(requested, Cost.actual(result.getData())) : 0;
    actual = operation.write() ? requested : actual;
    bucket.giveBack(requested - actual);
    Map<String, Object> body = new LinkedHashMap<>(result.toSpecification());
    body.put("extensions", cost(requested, actual));
    Done done = context.get(Done.class);
    Answer answer = Answer.ok(body);
    return done == null
        ? Outcome.read(answer)
        : new Outcome(answer, done.change(), done.before().orElse(null), done.order().name(), null);
  }

  @SuppressWarnings("unchecked")
  private static Operation operation(JsonNode body) {
    String query = body.path("query").asText();
    Document document = Parser.parse(query);
    String name = Json.text(body, "operationName").orElse(null);
    List<OperationDefinition> asked =
        document.getDefinitionsOfType(OperationDefinition.class).stream()
            .filter(each -> name == null || name.equals(each.getName()))
            .toList();
    boolean write =
        asked.stream()
            .anyMatch(each -> each.getOperation() == OperationDefinition.Operation.MUTATION);
    Map<String, Object> variables =
        body.path("variables").isObject()
            ? Json.value(body.path("variables"), Map.class)
            : Map.of();
    boolean listing = asked.stream().anyMatch(AdminApi::lists);
    return new Operation(document, query, name, variables, write, listing);
  }

  private static boolean lists(OperationDefinition operation) {
    return operation.getSelectionSet().getSelectionsOfType(Field.class).stream()
        .anyMatch(field -> field.getName().equals("orders"));
  }

  private Map<String, Object> cost(int requested, @Nullable Integer actual) {
    Map<String, @Nullable Object> cost = new LinkedHashMap<>();
    cost.put("requestedQueryCost", requested);
    cost.put("actualQueryCost", actual);
    cost.put("throttleStatus", bucket.status());
    return Map.of("cost", cost);
  }

  private Map<String, Object> throttledBody(int requested) {
    return Map.of(
        "errors", List.of(error("Throttled", "THROTTLED")), "extensions", cost(requested, null));
  }

  private Map<String, Object> tooDear(int requested) {
    String message =
        "Query cost is %d, which exceeds the single query max cost limit (%d)."
            .formatted(requested, shop.maxQueryCost());
    return Map.of(
        "errors",
        List.of(error(message, "MAX_COST_EXCEEDED")),
        "extensions",
        cost(requested, null));
  }

  private static Map<String, Object> error(String message, String code) {
    return Map.of("message", message, "extensions", Map.of("code", code));
  }

  /** Both ways in which the vendor was seen to throttle, by turns. */
  private Answer throttledAnswer() {
    return throttled.incrementAndGet() % 2 == 0
        ? Answer.json(429, Map.of("errors", "Throttled")).with("Retry-After", "1.0")
        : Answer.ok(throttledBody(1));
  }
}
