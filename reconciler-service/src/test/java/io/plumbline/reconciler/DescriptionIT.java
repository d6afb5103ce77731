package io.plumbline.reconciler;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.plumbline.embedded.PlumblineTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** The descriptions of API and topics: published as served, and true where they can be tried. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class DescriptionIT {
  private static final String PUBLISHED = "docs/api/reconciler-service.yaml";

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();
  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

  @Inject
  @Identifier("default-kafka-broker") Map<String, Object> kafka;

  /** Mechanism: the published file is the one that the build wrote. */
  @Test
  void isPublishedAsItIsServed() throws IOException {
    var file = Path.of(System.getProperty("plumbline.root"), PUBLISHED);
    var published = yaml.readTree(Files.readString(file));

    assertThat(sorted(published))
        .as(
            "%s; where the service has moved on: mvn -pl reconciler-service -am package -DskipTests"
                + " && cp reconciler-service/target/openapi/reconciler-service.yaml docs/api/",
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
    assertThat(asked).isGreaterThan(20);
  }

  /** Mechanism: what the reconciler keeps for ever, it keeps compacted. */
  @Test
  void makesItsTopicsAsTheyAreDescribed() throws Exception {
    var topics = topics();
    try (Admin admin = Admin.create(kafka)) {
      for (JsonNode channel : topics.path("channels")) {
        String topic = channel.path("address").asText();
        if (topic.startsWith("plumbline.order.")) {
          continue; // the order service's
        }
        assertThat(cleanup(admin, topic))
            .as(topic)
            .isEqualTo(
                channel
                    .at("/bindings/kafka/topicConfiguration/cleanup.policy/0")
                    .asText(TopicConfig.CLEANUP_POLICY_DELETE));
      }
    }
    assertThat(topics.path("channels")).hasSizeGreaterThan(7);
  }

  private static String cleanup(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config made = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    return Objects.requireNonNull(made).get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
  }

  private JsonNode topics() throws IOException {
    try (InputStream file = DescriptionIT.class.getResourceAsStream("/contracts/asyncapi.yaml")) {
      return yaml.readTree(file);
    }
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
