package io.plumbline.checks.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published descriptions keep every rule, and every rule bites. That they are what the services
 * serve is tested where the services run.
 */
class ApiDescriptionTest {

  private static final String LIST = "/paths/~1api~1orders/get";

  @ParameterizedTest
  @ValueSource(strings = {"order-service", "reconciler-service"})
  void keepsEveryRule(String service) {
    assertThat(ApiRules.faults(described(service))).isEmpty();
  }

  @Test
  void describesTheWholeApi() {
    assertThat(described("order-service").path("paths")).hasSizeGreaterThan(20);
    assertThat(described("reconciler-service").path("paths")).hasSizeGreaterThan(8);
  }

  /** Mechanism: each rule by itself; a rule that stopped biting is found here. */
  @ParameterizedTest
  @MethodSource
  void refuses(Consumer<JsonNode> damage, String fault) {
    var document = described("order-service");

    damage.accept(document);

    assertThat(ApiRules.faults(document))
        .as("the fault that was made")
        .anySatisfy(found -> assertThat(found).contains(fault));
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        damage("an unknown member", "", it -> it.put("operations", 1), "operations"),
        damage("no operationId", LIST, it -> it.remove("operationId"), "no operationId"),
        damage(
            "an operationId twice",
            LIST,
            it -> it.put("operationId", "getOrder"),
            "no operationId of its own"),
        damage("no summary", LIST, it -> it.remove("summary"), "get /api/orders: no summary"),
        damage("no tag", LIST, it -> it.remove("tags"), "get /api/orders: no tag"),
        damage(
            "a parameter without description",
            LIST + "/parameters/0",
            it -> it.remove("description"),
            "no description"),
        damage(
            "a parameter without schema",
            LIST + "/parameters/0",
            it -> it.remove("schema"),
            "no schema"),
        damage(
            "a parameter without example",
            LIST + "/parameters/0",
            it -> it.remove("example"),
            "no example"),
        damage(
            "a path parameter that is not described",
            "/paths/~1api~1orders~1{key}/get",
            it -> it.remove("parameters"),
            "path parameters"),
        damage(
            "an answer without schema",
            LIST + "/responses/200",
            it -> it.remove("content"),
            "answer 200: no schema"),
        damage("no good answer", LIST + "/responses", it -> it.remove("200"), "no answer 2xx"),
        damage("no refusal", LIST + "/responses", it -> it.remove("400"), "no answer 4xx"),
        damage("no failure", LIST + "/responses", it -> it.remove("500"), "no answer 500"),
        damage(
            "a refusal that is no problem",
            "/components/responses/BadRequest",
            it -> it.remove("content"),
            "answer 400: no problem"),
        damage(
            "a body without schema",
            "/paths/~1api~1modes~1{connection}/put/requestBody/content/application~1json",
            it -> it.remove("schema"),
            "no schema of the body"),
        damage(
            "a reference to nothing",
            "/components/schemas",
            it -> it.remove("Hold"),
            "#/components/schemas/Hold: names nothing"),
        damage(
            "a component that nobody uses",
            "/components/schemas",
            it -> it.putObject("Idle").put("type", "object").put("description", "Nothing"),
            "#/components/schemas/Idle: unused"),
        damage(
            "a schema that is none",
            "/components/schemas/Hold",
            it -> it.put("type", "thing"),
            "schema Hold"),
        damage(
            "an extension of ours",
            LIST + "/responses/200",
            it -> it.put("x-never", "404"),
            "x-never: an extension"),
        damage(
            "a schema of which nothing is always there",
            "/components/schemas/Hold",
            it -> it.remove("required"),
            "schema Hold: says of nothing"),
        damage(
            "a schema that requires what it has not",
            "/components/schemas/Hold",
            it -> it.putArray("required").add("colour"),
            "schema Hold: requires what it has not"),
        damage(
            "a schema named for a class",
            "/components/schemas",
            it -> it.set("ListedHold", it.path("Hold")),
            "schema ListedHold: named for a class of ours"),
        damage(
            "a schema without description",
            "/components/schemas/Hold",
            it -> it.remove("description"),
            "schema Hold: no description"));
  }

  private static Arguments damage(
      String name, String at, Consumer<ObjectNode> change, String fault) {
    Consumer<JsonNode> damage = document -> change.accept((ObjectNode) document.at(at));
    return Arguments.of(Named.of(name, damage), fault);
  }

  private static JsonNode described(String service) {
    return Described.file(Path.of("docs/api", service + ".yaml"));
  }
}
