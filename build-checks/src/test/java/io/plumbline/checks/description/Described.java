package io.plumbline.checks.description;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Descriptions of the repository as trees, and the schemas they are held against. */
final class Described {

  static final Path ROOT = Path.of(System.getProperty("plumbline.root"));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Described() {}

  /** A YAML or JSON file, by its path from the root of the repository. */
  static JsonNode file(Path path) {
    try {
      // Not every JSON is YAML: it may be indented by tabs.
      ObjectMapper mapper = path.toString().endsWith(".json") ? JSON : YAML;
      return mapper.readTree(Files.readString(ROOT.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("expected %s to be readable".formatted(path), e);
    }
  }

  /** A specification's own schema. */
  static JsonSchema specification(String name, VersionFlag dialect) {
    return schema(file(Path.of("build-checks/src/test/resources/specifications", name)), dialect);
  }

  static JsonSchema schema(JsonNode schema, VersionFlag dialect) {
    return JsonSchemaFactory.getInstance(dialect).getSchema(schema);
  }

  /** What does not fit, one line each. */
  static List<String> faults(JsonSchema schema, JsonNode document) {
    return schema.validate(document).stream().map(String::valueOf).toList();
  }

  /** Every value under a {@code $ref}, wherever it stands. */
  static Stream<String> references(JsonNode document) {
    return document.findValues("$ref").stream().map(JsonNode::asText);
  }

  /** What a reference within a document names; missing where it names nothing. */
  static JsonNode referred(JsonNode document, String reference) {
    return document.at(JsonPointer.compile(reference.substring(1)));
  }
}
