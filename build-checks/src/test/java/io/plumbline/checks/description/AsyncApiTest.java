package io.plumbline.checks.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.kafka.Topics;
import io.plumbline.engine.kafka.TopicsConfig;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.finding.Cause;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Pending;
import io.plumbline.reconciler.finding.Verdict;
import io.plumbline.reconciler.parcel.Answer;
import io.plumbline.reconciler.parcel.Claim;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.topology.DeadLetter;
import io.plumbline.reconciler.topology.Status;
import io.plumbline.reconciler.topology.TopicNames;
import io.plumbline.reconciler.totals.ControlEntry;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.Misplaced;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The description of the topics keeps every rule, says what the code does, and every rule bites.
 */
class AsyncApiTest {

  private static final String FINDING = "/components/messages/finding";

  private final JsonNode document = AsyncApi.published();

  @Test
  void keepsEveryRule() {
    assertThat(new AsyncApi(document).faults()).isEmpty();
  }

  /** Mechanism: the names in the code, both ways. */
  @Test
  void describesEveryTopicAndNoOther() {
    var topics =
        Arrays.stream(TopicNames.class.getDeclaredFields())
            .filter(field -> field.getType() == String.class)
            .map(AsyncApiTest::text)
            .filter(name -> name.startsWith("plumbline.")) // beside them stand names of headers
            .collect(Collectors.toCollection(HashSet::new));
    var flow = new Topics(ordersAlone(), defaults(TopicsConfig.class));
    topics.addAll(Set.of(flow.inbox(), flow.changes()));

    assertThat(new AsyncApi(document).topics()).isEqualTo(topics);
  }

  /** Mechanism: the index by which producers and consumers find their examples. */
  @Test
  void showsEveryEventWithAllItsExamples() {
    var shown = new HashSet<String>();
    Described.references(document)
        .filter(file -> file.startsWith("order/"))
        .map(file -> file.substring("order/".length()))
        .forEach(shown::add);

    for (var event : AsyncApi.contract("order/index.json").path("events")) {
      var message = document.at("/components/messages/" + name(event.path("type").asText()));

      assertThat(message.path("name")).isEqualTo(event.path("type"));
      assertThat(message.at("/headers/properties/ce_type/const")).isEqualTo(event.path("type"));
      assertThat(message.at("/payload/schema/$ref").asText())
          .isEqualTo("order/" + event.path("schema").asText());
      event.path("examples").forEach(example -> assertThat(shown).contains(example.asText()));
    }
  }

  @ParameterizedTest
  @MethodSource
  void describesWhatTheReconcilerWrites(String schema, Class<?> written) {
    var properties = new HashSet<String>();
    document
        .at("/components/schemas/" + schema + "/properties")
        .fieldNames()
        .forEachRemaining(properties::add);

    assertThat(properties).isEqualTo(members(written));
  }

  static Stream<Arguments> describesWhatTheReconcilerWrites() throws ClassNotFoundException {
    return Stream.of(
        Arguments.of("finding", Finding.class),
        Arguments.of("discrepancy", Pending.class),
        Arguments.of("verdict", Verdict.class),
        Arguments.of("cause", Cause.class),
        Arguments.of("exposure", Exposure.class),
        Arguments.of("controlEntry", ControlEntry.class),
        Arguments.of("status", Status.class),
        Arguments.of("deadLetter", DeadLetter.class),
        Arguments.of("claim", Claim.class),
        Arguments.of("answer", Answer.class),
        Arguments.of("mark", Class.forName("io.plumbline.reconciler.topology.Mark")),
        Arguments.of("misplaced", Misplaced.class),
        Arguments.of("start", Episode.Start.class));
  }

  /** Mechanism: the reconciler's own reader and writer; what it shows is what would be written. */
  @ParameterizedTest
  @MethodSource("describesWhatTheReconcilerWrites")
  void showsExamplesAsTheReconcilerWritesThem(String message, Class<?> written) throws Exception {
    for (var example : document.at("/components/messages/" + message + "/examples")) {
      var shown = example.path("payload").toString();

      var read = Json.mapper().readValue(shown, written);

      assertThat(Json.mapper().readTree(Json.mapper().writeValueAsBytes(read)))
          .isEqualTo(Json.mapper().readTree(shown));
    }
  }

  @Test
  void namesTheWordsOfTheCode() throws Exception {
    assertThat(words("/components/schemas/kind/enum"))
        .isEqualTo(Arrays.stream(Kind.values()).map(Kind::id).collect(Collectors.toSet()));
    assertThat(words("/components/schemas/cause/properties/family/enum"))
        .isEqualTo(spelled(Cause.Family.values()));
    assertThat(words("/components/schemas/finding/properties/state/enum"))
        .isEqualTo(spelled(Finding.State.values()));
    assertThat(words("/components/schemas/claim/properties/side/enum"))
        .isEqualTo(spelled(Claim.Side.values()));
  }

  /** Mechanism: the defaults of the configuration, with which topics are made. */
  @Test
  void tellsHowTopicsAreMade() {
    var ofFlow = defaults(TopicsConfig.class);
    var ofReconciler = defaults(io.plumbline.reconciler.topology.TopicsConfig.class);

    Stream.of("inbox", "changes", "claims", "answers")
        .forEach(channel -> assertThat(partitions(channel)).isEqualTo(ofFlow.partitions()));
    Stream.of("findings", "discrepancies", "control-entries", "status", "dead-letters")
        .forEach(channel -> assertThat(partitions(channel)).isEqualTo(ofReconciler.partitions()));
    assertThat(document.at("/channels/inbox/bindings/kafka/replicas").asInt())
        .isEqualTo(ofFlow.replicas());
    assertThat(
            document.at("/channels/inbox/bindings/kafka/topicConfiguration/retention.ms").asLong())
        .isEqualTo(ofFlow.inboxRetention().toMillis());
  }

  private int partitions(String channel) {
    return document.at("/channels/" + channel + "/bindings/kafka/partitions").asInt();
  }

  /** Mechanism: each rule by itself; a rule that stopped biting is found here. */
  @ParameterizedTest
  @MethodSource
  void refuses(Consumer<JsonNode> damage, String fault) {
    damage.accept(document);

    assertThat(new AsyncApi(document).faults())
        .as("the fault that was made")
        .anySatisfy(found -> assertThat(found).contains(fault));
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        damage("an unknown member", "/channels/findings", it -> it.put("adress", "x"), "adress"),
        damage(
            "an action that is none", "/operations/apply", it -> it.put("action", "eat"), "action"),
        damage(
            "a reference to nothing",
            "/channels/findings/messages/finding",
            it -> it.put("$ref", "#/components/messages/lost"),
            "names nothing"),
        damage(
            "a file that is not there",
            "/components/messages/observed/payload/schema",
            it -> it.put("$ref", "order/observed.v2.schema.json"),
            "names nothing"),
        damage(
            "a component that nobody uses",
            "/components/schemas",
            it -> it.putObject("idle").put("type", "object"),
            "unused"),
        damage(
            "a channel without description",
            "/channels/findings",
            it -> it.remove("description"),
            "no description"),
        damage(
            "a channel that is neither",
            "/channels/findings",
            it -> it.remove("tags"),
            "neither public nor internal"),
        damage("a message without title", FINDING, it -> it.remove("title"), "no title"),
        damage("a message without example", FINDING, it -> it.remove("examples"), "no example"),
        damage(
            "an example that does not fit",
            FINDING + "/examples/0/payload",
            it -> it.put("severity", "enormous"),
            "finding open"),
        damage(
            "an example file of another event",
            "/components/messages/observed/examples/0/payload",
            it -> it.put("$ref", "order/examples/erased.v1.one.json"),
            "observed storefront"));
  }

  private static Arguments damage(
      String name, String at, Consumer<ObjectNode> change, String fault) {
    Consumer<JsonNode> damage = document -> change.accept((ObjectNode) document.at(at));
    return Arguments.of(Named.of(name, damage), fault);
  }

  private static String text(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("expected a public constant", e);
    }
  }

  private static Set<String> members(Class<?> written) {
    var mapper = Json.mapper();
    return mapper
        .getSerializationConfig()
        .introspect(mapper.constructType(written))
        .findProperties()
        .stream()
        .map(property -> property.getName())
        .collect(Collectors.toSet());
  }

  private Set<String> words(String at) {
    var words = new HashSet<String>();
    document.at(at).forEach(word -> words.add(word.asText()));
    return words;
  }

  private static Set<String> spelled(Object[] values) {
    return Arrays.stream(values)
        .map(value -> Json.mapper().convertValue(value, String.class))
        .collect(Collectors.toSet());
  }

  private static <T> T defaults(Class<T> config) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(config)
        .build()
        .getConfigMapping(config);
  }

  private static Flow ordersAlone() {
    return (Flow)
        Proxy.newProxyInstance(
            Flow.class.getClassLoader(), new Class<?>[] {Flow.class}, (_, _, _) -> "order");
  }

  /** The fourth part of {@code io.plumbline.order.<name>.v1}. */
  private static String name(String type) {
    return List.of(type.split("\\.", -1)).get(3);
  }
}
