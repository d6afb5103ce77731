package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The description of the API: published as it is served, and true where it offers words. */
@QuarkusTest
class DescriptionIT extends OnRealParts {

  private static final String PUBLISHED = "docs/api/order-service.yaml";

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Mechanism: the published file is the one that the build wrote. */
  @Test
  void isPublishedAsItIsServed() throws IOException {
    var file = Path.of(System.getProperty("plumbline.root"), PUBLISHED);
    var published = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));

    assertThat(sorted(published))
        .as(
            "%s; where the service has moved on: mvn -pl order-service -am package -DskipTests"
                + " && cp order-service/target/openapi/order-service.yaml docs/api/",
            PUBLISHED)
        .isEqualTo(sorted(served()));
  }

  /** Mechanism: the words of the description are those that the service reads. */
  @Test
  void readsEveryWordItOffersAndNoOther() throws IOException {
    var served = served();
    var asked = 0;
    for (var path : served.path("paths").properties()) {
      for (var parameter : path.getValue().at("/get/parameters")) {
        for (var word : words(served, parameter)) {
          asked++;
          assertThat(status(path.getKey(), parameter, word))
              .as("%s %s", path.getKey(), word)
              .isEqualTo(200);
          assertThat(status(path.getKey(), parameter, word + "s"))
              .as("%s %ss", path.getKey(), word)
              .isEqualTo(400);
        }
      }
    }
    assertThat(asked).isGreaterThan(15);
  }

  private static int status(String path, JsonNode parameter, String word) {
    return given().queryParam(parameter.path("name").asText(), word).get(path).statusCode();
  }

  private static Iterable<String> words(JsonNode document, JsonNode parameter) {
    var schema = parameter.path("schema");
    var reference = schema.path("$ref").asText();
    var named = reference.isEmpty() ? schema : document.at(reference.substring(1));
    Stream<JsonNode> words = StreamSupport.stream(named.path("enum").spliterator(), false);
    return words.map(JsonNode::asText).toList();
  }

  private String sorted(JsonNode document) throws IOException {
    return json.writeValueAsString(json.treeToValue(document, Object.class));
  }

  private JsonNode served() throws IOException {
    return json.readTree(
        given()
            .queryParam("format", "json")
            .get("/q/openapi")
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }
}
