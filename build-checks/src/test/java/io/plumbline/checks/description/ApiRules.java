package io.plumbline.checks.description;

import static java.util.Spliterator.ORDERED;
import static java.util.Spliterators.spliteratorUnknownSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an OpenAPI document of ours has to say, beyond being one. */
final class ApiRules {

  private static final JsonSchema OPENAPI =
      Described.specification("openapi-3.1.schema.json", VersionFlag.V202012);
  private static final JsonSchema JSON_SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "head", "patch", "options", "trace");

  /** As generics are spelled by the build: the container's name, then the content's. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("(Listed|Page)[A-Z].*|.*(View|Dto|Impl)");

  private static final String PROBLEM = "application/problem+json";

  private final JsonNode document;
  private final List<String> faults = new ArrayList<>();

  private ApiRules(JsonNode document) {
    this.document = document;
  }

  /** Every rule that the document breaks, and where. */
  static List<String> faults(JsonNode document) {
    var rules = new ApiRules(document);
    rules.faults.addAll(Described.faults(OPENAPI, document));
    rules.operations();
    rules.components();
    rules.extensions(document, "");
    return List.copyOf(rules.faults);
  }

  private void operations() {
    var ids = new HashSet<String>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          var where = method.getKey() + " " + path.getKey();
          var operation = method.getValue();
          check(
              ids.add(operation.path("operationId").asText()), where, "no operationId of its own");
          described(where, operation);
          parameters(where, path.getKey(), operation);
          answers(where, operation, method.getKey().equals("head"));
        }
      }
    }
  }

  private void described(String where, JsonNode operation) {
    check(says(operation, "operationId"), where, "no operationId");
    check(says(operation, "summary"), where, "no summary");
    check(!operation.path("tags").isEmpty(), where, "no tag");
    for (var content : operation.at("/requestBody/content").properties()) {
      check(content.getValue().has("schema"), where, "no schema of the body");
    }
  }

  private void parameters(String where, String path, JsonNode operation) {
    var inPath = new HashSet<String>();
    for (var parameter : operation.path("parameters")) {
      var at = where + " parameter " + parameter.path("name").asText();
      check(says(parameter, "description"), at, "no description");
      check(parameter.has("schema"), at, "no schema");
      check(parameter.has("example") || chosen(parameter.path("schema")), at, "no example");
      if (parameter.path("in").asText().equals("path")) {
        inPath.add("{" + parameter.path("name").asText() + "}");
      }
    }
    var named =
        Stream.of(path.split("/")).filter(part -> part.startsWith("{")).collect(Collectors.toSet());
    check(named.equals(inPath), where, "path parameters " + inPath);
  }

  /** A closed set of words needs no example. */
  private boolean chosen(JsonNode schema) {
    return schema.has("enum") || (schema.has("$ref") && resolved(schema).has("enum"));
  }

  private void answers(String where, JsonNode operation, boolean head) {
    var refused = false;
    var answered = false;
    for (var answer : operation.path("responses").properties()) {
      var status = answer.getKey();
      var at = where + " answer " + status;
      var response = resolved(answer.getValue());
      check(says(response, "description"), at, "no description");
      if (status.startsWith("2")) {
        answered = true;
        check(head || status.equals("204") || hasSchema(response.path("content")), at, "no schema");
      } else {
        refused |= status.startsWith("4");
        var problem = response.path("content").path(PROBLEM).at("/schema/$ref").asText();
        check(problem.equals("#/components/schemas/Problem"), at, "no problem");
      }
    }
    check(answered, where, "no answer 2xx");
    var asks = operation.has("requestBody") || !operation.path("parameters").isEmpty();
    check(refused || !asks, where, "no answer 4xx");
    check(operation.path("responses").has("500"), where, "no answer 500");
  }

  private static boolean hasSchema(JsonNode content) {
    return !content.isEmpty() && elements(content).allMatch(one -> one.has("schema"));
  }

  private void components() {
    var used = Described.references(document).collect(Collectors.toSet());
    used.stream()
        .filter(reference -> Described.referred(document, reference).isMissingNode())
        .forEach(reference -> check(false, reference, "names nothing"));
    for (var kind : document.path("components").properties()) {
      for (var component : kind.getValue().properties()) {
        var name = "#/components/" + kind.getKey() + "/" + component.getKey();
        check(used.contains(name), name, "unused");
      }
    }
    document.at("/components/schemas").properties().forEach(this::schema);
  }

  private void schema(Map.Entry<String, JsonNode> schema) {
    var where = "schema " + schema.getKey();
    var shape = schema.getValue();
    faults.addAll(Described.faults(JSON_SCHEMA, shape).stream().map(it -> where + it).toList());
    var object = shape.path("type").asText().equals("object");
    check(!object || says(shape, "description"), where, "no description");
    check(
        !object || !shape.has("properties") || !shape.path("required").isEmpty(),
        where,
        "says of nothing that it is always there");
    check(!CLASS_NAME.matcher(schema.getKey()).matches(), where, "named for a class of ours");
    for (var required : shape.path("required")) {
      check(shape.path("properties").has(required.asText()), where, "requires what it has not");
    }
  }

  /** What only our own build understands is not published. */
  private void extensions(JsonNode node, String where) {
    for (var member : node.properties()) {
      check(!member.getKey().startsWith("x-"), where + "/" + member.getKey(), "an extension");
      extensions(member.getValue(), where + "/" + member.getKey());
    }
    if (node.isArray()) {
      node.forEach(element -> extensions(element, where));
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? Described.referred(document, node.path("$ref").asText()) : node;
  }

  private static boolean says(JsonNode node, String field) {
    return !node.path(field).asText().isBlank();
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    return StreamSupport.stream(spliteratorUnknownSize(node.elements(), ORDERED), false);
  }

  private void check(boolean kept, String where, String fault) {
    if (!kept) {
      faults.add(where + ": " + fault);
    }
  }
}
