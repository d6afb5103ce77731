package io.plumbline.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.sandbox.description.ServedApi;
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

  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

  @Inject
  @Identifier("default-kafka-broker") Map<String, Object> kafka;

  /** Mechanism: the published file is the one that the build wrote. */
  @Test
  void isPublishedAsItIsServed() throws IOException {
    var file = Path.of(System.getProperty("plumbline.root"), PUBLISHED);
    var published = yaml.readTree(Files.readString(file));

    assertThat(ServedApi.spelled(published))
        .as(
            "%s; where the service has moved on: mvn -pl reconciler-service -am package -DskipTests"
                + " && cp reconciler-service/target/openapi/reconciler-service.yaml docs/api/",
            PUBLISHED)
        .isEqualTo(ServedApi.spelled(ServedApi.of(Play.service()).document()));
  }

  /** Mechanism: the words of the description are those that the service reads. */
  @Test
  void readsEveryWordItOffersAndNoOther() {
    var api = ServedApi.of(Play.service());

    assertThat(api.words()).hasSizeGreaterThan(20);
    assertThat(api.misread()).isEmpty();
  }

  /**
   * Mechanism: what the reconciler keeps for ever, it keeps compacted; whoever starts first makes
   * the changes as large as the flow services need them.
   */
  @Test
  void makesItsTopicsAsTheyAreDescribed() throws Exception {
    var topics = topics();
    try (Admin admin = Admin.create(kafka)) {
      for (JsonNode channel : topics.path("channels")) {
        String topic = channel.path("address").asText();
        if (topic.equals("plumbline.order.inbox")) {
          continue; // the order service's alone
        }
        Config made = made(admin, topic);
        JsonNode described = channel.at("/bindings/kafka/topicConfiguration");
        assertThat(made.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
            .as(topic)
            .isEqualTo(described.at("/cleanup.policy/0").asText(TopicConfig.CLEANUP_POLICY_DELETE));
        if (described.has(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)) {
          assertThat(made.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())
              .as(topic)
              .isEqualTo(described.path(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).asText());
        }
      }
    }
    assertThat(topics.path("channels")).hasSizeGreaterThan(7);
  }

  private static Config made(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return Objects.requireNonNull(
        admin.describeConfigs(List.of(resource)).all().get().get(resource));
  }

  private JsonNode topics() throws IOException {
    try (InputStream file = DescriptionIT.class.getResourceAsStream("/contracts/asyncapi.yaml")) {
      return yaml.readTree(file);
    }
  }
}
