package io.plumbline.checks.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The description of the topics, and what it has to be beyond an AsyncAPI document. */
final class AsyncApi {

  private static final Path CONTRACTS = Path.of("contracts/src/main/resources/contracts");
  private static final JsonSchema ASYNCAPI =
      Described.specification("asyncapi-3.0.0.schema.json", VersionFlag.V7);
  private static final String MESSAGE = "#/components/messages/";

  private final JsonNode document;
  private final List<String> faults = new ArrayList<>();

  AsyncApi(JsonNode document) {
    this.document = document;
  }

  /** As it is published. */
  static JsonNode published() {
    return contract("asyncapi.yaml");
  }

  static JsonNode contract(String file) {
    return Described.file(CONTRACTS.resolve(file));
  }

  /** Every rule that the document breaks, and where. */
  List<String> faults() {
    faults.clear();
    faults.addAll(Described.faults(ASYNCAPI, document));
    references();
    if (faults.isEmpty()) {
      document.path("channels").properties().forEach(this::channel);
      messages().forEach(this::message);
    }
    return List.copyOf(faults);
  }

  Set<String> topics() {
    return document.path("channels").findValues("address").stream()
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }

  /** Messages by name. */
  Map<String, JsonNode> messages() {
    return document.at("/components/messages").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** What a reference leads to: a place in this document, or a file beside it. */
  JsonNode resolved(JsonNode node) {
    var reference = node.path("$ref").asText();
    if (reference.isEmpty()) {
      return node;
    }
    return reference.startsWith("#")
        ? Described.referred(document, reference)
        : contract(reference);
  }

  private void references() {
    var used = Described.references(document).collect(Collectors.toSet());
    for (var reference : used) {
      var there =
          reference.startsWith("#")
              ? !Described.referred(document, reference).isMissingNode()
              : Files.exists(Described.ROOT.resolve(CONTRACTS).resolve(reference));
      check(there, reference, "names nothing");
    }
    for (var kind : document.path("components").properties()) {
      for (var component : kind.getValue().properties()) {
        var name = "#/components/" + kind.getKey() + "/" + component.getKey();
        check(used.contains(name), name, "unused");
      }
    }
  }

  private void channel(Map.Entry<String, JsonNode> channel) {
    var said = channel.getValue();
    check(!said.path("description").asText().isBlank(), channel.getKey(), "no description");
    check(!said.path("tags").isEmpty(), channel.getKey(), "neither public nor internal");
    check(!said.path("messages").isEmpty(), channel.getKey(), "no message");
    var own = new HashSet<String>();
    said.path("messages").forEach(message -> own.add(message.path("$ref").asText()));
    check(own.stream().allMatch(name -> name.startsWith(MESSAGE)), channel.getKey(), "a loose one");
  }

  private void message(String name, JsonNode message) {
    check(!message.path("title").asText().isBlank(), name, "no title");
    check(message.has("payload"), name, "no payload");
    if (message.path("contentType").asText().equals("application/octet-stream")) {
      return;
    }
    var schema = payload(message);
    var examples = message.path("examples");
    check(!examples.isEmpty(), name, "no example");
    for (var example : examples) {
      Described.faults(schema, resolved(example.path("payload")))
          .forEach(fault -> check(false, name + " " + example.path("name").asText(), fault));
    }
  }

  /** The schema of a payload: a file of its own, or a place in this document. */
  private JsonSchema payload(JsonNode message) {
    var payload = message.path("payload");
    if (payload.has("schema")) {
      return Described.schema(resolved(payload.path("schema")), VersionFlag.V202012);
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("$ref", payload.path("$ref"));
    root.set("components", document.path("components"));
    return Described.schema(root, VersionFlag.V202012);
  }

  private void check(boolean kept, String where, String fault) {
    if (!kept) {
      faults.add(where + ": " + fault);
    }
  }
}
