package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The flow's topics as they are made and written, against what asyncapi.yaml says of them. */
@QuarkusTest
class TopicsIT extends OnRealParts {

  private final JsonNode described = described();

  /** Mechanism: the settings with which the service makes its topics. */
  @Test
  void makesThemAsDescribed() throws Exception {
    var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      for (var channel : List.of("inbox", "changes")) {
        var topic = described.at("/channels/" + channel + "/address").asText();
        var binding = described.at("/channels/" + channel + "/bindings/kafka");
        var made =
            Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));

        assertThat(made.partitions()).as(topic).hasSize(binding.path("partitions").asInt());
        assertThat(settings(admin, topic)).as(topic).containsAllEntriesOf(told(binding));
      }
    }
  }

  private static Map<String, String> told(JsonNode binding) {
    return binding.path("topicConfiguration").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, setting -> setting.getValue().asText()));
  }

  private static Map<String, String> settings(Admin admin, String topic) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var found = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    return Objects.requireNonNull(found).entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  /** Mechanism: the headers that are put on a record; none that nobody is told of. */
  @Test
  void writesTheHeadersThatAreDescribed() {
    var order = shop.sells("85123A");
    Waiting.until(
        () -> assertThat(Changes.all()).anyMatch(change -> order.key().equals(change.key())));
    var arrivals = order.key().replace(':', '/');

    assertThat(Changes.records(Changes.INBOX))
        .filteredOn(record -> arrivals.equals(record.key()))
        .isNotEmpty()
        .allSatisfy(
            record -> headers(record, described.at("/components/messages/arrived/headers")));
    assertThat(Changes.records(Changes.CHANGES))
        .isNotEmpty()
        .allSatisfy(record ->
            headers(record, described.at("/components/messageTraits/cloudEvent/headers")));
  }

  private static void headers(ConsumerRecord<String, byte[]> record, JsonNode schema) {
    var written =
        Stream.of(record.headers().toArray()).map(Header::key).collect(Collectors.toSet());
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    var known = new HashSet<String>();
    schema.path("properties").fieldNames().forEachRemaining(known::add);

    assertThat(written).containsAll(required);
    assertThat(known).containsAll(written);
  }

  private static JsonNode described() {
    try (var file = TopicsIT.class.getResourceAsStream("/contracts/asyncapi.yaml")) {
      return new ObjectMapper(new YAMLFactory()).readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
