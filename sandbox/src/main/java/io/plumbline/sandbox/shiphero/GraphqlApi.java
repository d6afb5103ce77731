package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.ExceptionWhileDataFetching;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.QueryComplexityCalculator;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.plumbline.sandbox.fault.Gate;
import io.plumbline.sandbox.fault.Outcome;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.shiphero.Warehouse.Done;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /graphql}: token, requests, credits, execution. */
record GraphqlApi(
    AuthApi tokens, Gate gate, GraphQLSchema schema, GraphQL graphql, Credits credits) {
  private static final int MUTATION = 10;
  private static final int REFUSED = 3;

  /** A parsed call: what is to run and what it asks. */
  private record Operation(
      Document document, String query, OperationDefinition definition, Map<String, Object> given) {
    boolean write() {
      return definition.getOperation() == OperationDefinition.Operation.MUTATION;
    }

    boolean lists() {
      return field().equals("orders") || field().equals("shipments");
    }

    /** What the caller calls it, whatever becomes of the call. */
    @Nullable String reference() {
      JsonNode data = Json.tree(given).path("data");
      return Json.text(data, "partner_order_id").or(() -> Json.text(data, "order_id")).orElse(null);
    }

    String field() {
      return definition.getSelectionSet().getSelections().stream()
          .filter(Field.class::isInstance)
          .map(each -> ((Field) each).getName())
          .findFirst()
          .orElse("");
    }
  }

  Reply handle(Request request) {
    if (!tokens.knows(request)) {
      return Answer.json(401, Map.of("message", "Unauthorized"));
    }
    if (!request.method().equals("POST")) {
      return Answer.empty(405);
    }
    if (!credits.admit()) {
      return Answer.json(429, Map.of("message", "Too many requests"));
    }
    try {
      Operation operation = operation(request.json());
      String id = UUID.randomUUID().toString();
      Answer throttled = errors(credits.refusal(1, operation.field(), id));
      return gate.pass(
          new Gate.Call(
              operation.write() ? "MUTATION" : "QUERY",
              "/graphql#" + operation.field(),
              operation.reference(),
              operation.write(),
              operation.lists(),
              throttled,
              _ -> run(operation, id)));
    } catch (InvalidSyntaxException e) {
      return errors(Map.of("message", String.valueOf(e.getMessage())));
    }
  }

  private Outcome run(Operation operation, String id) {
    int cost;
    try {
      cost = cost(operation);
    } catch (RuntimeException e) {
      // An operation that does not fit the schema has no price; executing it names what is wrong.
      return execute(operation, id, 0);
    }
    return credits.take(cost)
        ? execute(operation, id, cost)
        : Outcome.refused(errors(credits.refusal(cost, operation.field(), id)), "CREDITS");
  }

  private Outcome execute(Operation operation, String id, int cost) {
    ExecutionInput input =
        ExecutionInput.newExecutionInput(operation.query())
            .operationName(operation.definition().getName())
            .variables(operation.given())
            .graphQLContext(Map.of(Schema.COST, cost, Schema.REQUEST, id))
            .build();
    ExecutionResult result = graphql.execute(input);
    if (input.getGraphQLContext().hasKey(Schema.ANALYSED)) {
      credits.giveBack(cost);
    }
    Map<String, Object> body = new LinkedHashMap<>(result.toSpecification());
    if (!result.getErrors().isEmpty()) {
      body.put(
          "errors",
          result.getErrors().stream().map(each -> error(each, operation.field(), id)).toList());
    }
    Done done = input.getGraphQLContext().get(Done.class);
    if (done != null) {
      return new Outcome(
          Answer.ok(body),
          done.change(),
          done.before().orElse(null),
          done.order().text("partner_order_id"),
          null);
    }
    return result.getErrors().isEmpty()
        ? Outcome.read(Answer.ok(body))
        : Outcome.refused(Answer.ok(body), result.getErrors().getFirst().getMessage());
  }

  private static Map<String, Object> error(GraphQLError error, String operation, String id) {
    Map<String, Object> shape = new LinkedHashMap<>();
    if (error instanceof ExceptionWhileDataFetching failed
        && failed.getException() instanceof Refused refused) {
      shape.put("code", REFUSED);
      shape.put("message", String.valueOf(refused.getMessage()));
    } else {
      shape.put("message", String.valueOf(error.getMessage()));
    }
    shape.put("operation", operation);
    shape.put("request_id", id);
    return shape;
  }

  private static Answer errors(Map<String, Object> error) {
    return Answer.ok(Map.of("errors", List.of(error)));
  }

  private int cost(Operation operation) {
    return QueryComplexityCalculator.newCalculator()
        .fieldComplexityCalculator(GraphqlApi::price)
        .schema(schema)
        .document(operation.document())
        .operationName(operation.definition().getName())
        .variables(CoercedVariables.of(operation.given()))
        .build()
        .calculate();
  }

  /** A connection costs its fields as many times as elements are asked for. */
  private static int price(FieldComplexityEnvironment field, int children) {
    String type = GraphQLTypeUtil.unwrapAll(field.getFieldDefinition().getType()).getName();
    if (type.endsWith("Connection")) {
      Object first = field.getArguments().get("first");
      return children * (first instanceof Integer number ? number : Page.DEFAULT);
    }
    boolean object =
        GraphQLTypeUtil.unwrapAll(field.getFieldDefinition().getType())
            instanceof GraphQLCompositeType;
    if (type.endsWith("MutationOutput")) {
      return MUTATION + children;
    }
    return object && (type.endsWith("Edge") || type.equals("PageInfo")) ? children : 1 + children;
  }

  @SuppressWarnings("unchecked")
  private static Operation operation(JsonNode body) {
    String query =
        Json.text(body, "query")
            .orElseThrow(() -> new IllegalArgumentException("query is required"));
    Document document = Parser.parse(query);
    String name = Json.text(body, "operationName").orElse(null);
    OperationDefinition definition =
        document.getDefinitionsOfType(OperationDefinition.class).stream()
            .filter(each -> name == null || name.equals(each.getName()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no operation called " + name));
    Map<String, Object> variables =
        body.path("variables").isObject()
            ? Json.value(body.path("variables"), Map.class)
            : Map.of();
    return new Operation(document, query, definition, variables);
  }
}
