package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.plumbline.order.Changes.Change;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the service publishes, against the contracts that consumers are written to. */
@QuarkusTest
class EventsIT extends OnRealParts {

  private final Map<String, JsonSchema> schemas = new HashMap<>();

  /** Mechanism: the schemas; every event that any test of this run led to is held against them. */
  @Test
  void publishesNothingThatItsContractDoesNotAllow() {
    books.know("85123A");
    var sold = shop.sells("85123A");
    shop.sells("UNHEARD-OF-" + Shopfront.number());
    Signed.webhook("{\"id\": 77301, ").post("/webhooks/shopify-eu/orders/create");
    OrdersIT.settled(sold);
    shop.cancels(sold);
    var nameless =
        shop.places(
            """
            {"number": "%s", "channel": "pos", "lines": [{"sku": "", "quantity": 1, "unitPrice": "1.00"}]}
            """
                .formatted(Shopfront.number()));
    Waiting.until(() ->
        assertThat(Changes.all())
            .anyMatch(change -> change.is("observed") && nameless.key().equals(change.key()))
            .anyMatch(change -> change.is("dead-lettered") && change.says("kind", "inbound"))
            .anyMatch(change -> change.is("dead-lettered") && change.says("kind", "delivery"))
            .anyMatch(change -> change.is("dead-lettered") && change.says("kind", "exception")));
    given().post("/api/republish").then().statusCode(200);
    OrdersIT.applied();

    var events = Changes.withWatermarks();

    assertThat(events)
        .extracting(Change::type)
        .contains(type("observed"), type("delivered"), type("dead-lettered"), type("watermark"));
    assertThat(events)
        .allSatisfy(event ->
            assertThat(schema(event).validate(event.value().toString(), InputFormat.JSON))
                .as("%s %s: %s", event.type(), event.id(), event.value())
                .isEmpty());
  }

  private JsonSchema schema(Change event) {
    return schemas.computeIfAbsent(event.type(), EventsIT::read);
  }

  private static JsonSchema read(String type) {
    var name = type.substring("io.plumbline.order.".length());
    var file = "/contracts/order/" + name + ".schema.json";
    try (var schema = EventsIT.class.getResourceAsStream(file)) {
      assertThat(schema).as("the contract %s", file).isNotNull();
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String what) {
    return "io.plumbline.order." + what + ".v1";
  }
}
