package io.plumbline.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.republish.Republish;
import io.plumbline.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The engine as CDI wires and starts it, over real Kafka and PostgreSQL. Mechanism: {@code
 * StartEngine}; a loop that is not started is missed here.
 */
@QuarkusTest
@QuarkusTestResource(KillableStack.class)
@SuppressWarnings("NullAway.Init") // the container fills the fields
class EngineIT {

  private static final String TIME = "2026-11-01T10:00:00Z";

  @Inject KafkaClients clients;
  @Inject DataSource database;
  @Inject Republish republish;

  @TestHTTPResource URI base;

  private Heard changes;
  private Sender sender;

  @BeforeEach
  void listen() {
    changes = new Heard(clients, "plumbline.test.changes");
    sender = new Sender(base);
  }

  @AfterEach
  void close() {
    changes.close();
  }

  /** Intake, apply and publish run. */
  @Test
  void publishesWhatAWebhookSaid() {
    var body = ScriptedConnector.body("w1", TIME, "10.00");
    body.put("email", "ann@example.com");

    int status = sender.post("e1", "w1", body.toString());

    assertThat(status).isEqualTo(200);
    var event = changes.first("the order is observed", message -> message.about("shop:w1"));
    assertThat(event.type()).isEqualTo("observed");
    assertThat(event.header("ce_subject")).hasValue("shop:w1");
    assertThat(event.value().toString()).doesNotContain("ann@");
    JsonNode commercial = event.value().path("facets").path("commercial");
    assertThat(commercial.path("total").asText()).isEqualTo("10.00");
    assertThat(commercial.path("fingerprints").path("email").asText()).hasSize(32);
  }

  /** Delivery and polls run: what is written to the ERP is what the ERP is then heard to say. */
  @Test
  void deliversAndHearsWhatItDelivered() {
    sender.post("e2", "w2", ScriptedConnector.body("w2", TIME, "20.00").toString());

    changes.first(
        "the write is told",
        message -> message.about("shop:w2") && message.type().equals("delivered"));
    var heard =
        changes.first(
            "the ERP is heard",
            message ->
                message.about("shop:w2")
                    && message.header("ce_source").filter("/connections/erp"::equals).isPresent()
                    && message.type().equals("observed"));

    assertThat(heard.value().path("evidence").path("via").asText()).isEqualTo("poll");
    assertThat(heard.value().path("facets").path("commercial").path("total").asText())
        .isEqualTo("20.00");
  }

  /** Mechanism: a transaction for each key; one for many would keep all of them waiting. */
  @Test
  void tellsAnEntityAgainWhileAnotherIsLocked() throws Exception {
    sender.post("e8", "x1", ScriptedConnector.body("x1", TIME, "10.00").toString());
    sender.post("e9", "x2", ScriptedConnector.body("x2", TIME, "10.00").toString());
    changes.first("x1 is observed", message -> message.about("shop:x1"));
    changes.first("x2 is observed", message -> message.about("shop:x2"));

    try (ExecutorService threads = Executors.newCachedThreadPool();
        Connection holder = database.getConnection()) {
      holder.setAutoCommit(false);
      Sql.one(
          holder,
          row -> row.getString(1),
          "select key from entity where key = 'shop:x2' for update");
      Future<Republish.Told> telling = threads.submit(republish::everything);

      changes.first("x1 is told again", message -> again(message, "shop:x1"));
      assertThat(changes.messages()).noneMatch(message -> again(message, "shop:x2"));

      holder.rollback();
      holder.setAutoCommit(true);
      assertThat(telling.get(60, TimeUnit.SECONDS).entities()).isGreaterThan(1);
    }
    changes.first("x2 is told again", message -> again(message, "shop:x2"));
  }

  private static boolean again(Heard.Message message, String key) {
    return message.about(key) && message.header("ce_retold").isPresent();
  }

  /** The watermarks run. */
  @Test
  void sendsWatermarksOfEveryConnection() {
    changes.first(
        "a watermark of both connections",
        message ->
            message.type().equals("watermark")
                && message.value().path("connections").has("erp")
                && message.value().path("connections").has("shop"));
  }

  @Test
  void keepsWhatItCannotUse() {
    int status = sender.post("e3", "w3", "no json");

    assertThat(status).isEqualTo(200);
    var letter =
        changes.first("the dead letter is told", message -> message.type().equals("dead-lettered"));
    assertThat(letter.value().path("externalId").asText()).isEqualTo("w3");
    assertThat(letter.value().path("cause").path("class").asText()).isEqualTo("unusable");
  }

  @Test
  void refusesWhatIsNotGenuineOrNotKnown() {
    assertThat(sender.post("shop", "wrong", "e4", "w4", "{}")).isEqualTo(401);
    assertThat(sender.post("nowhere", "right", "e4", "w4", "{}")).isEqualTo(404);
    assertThat(sender.post("shop", "right", "e4", "w4", "x".repeat(2_097_153))).isEqualTo(413);
  }

  /** A vendor that reads the answer counts any other one as a failure. */
  @Test
  void answersInTheWordsThatTheVendorExpects() {
    var answer = sender.answer("shop", "right", "e5", "w5", "{}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ScriptedConnector.ACKNOWLEDGEMENT);
  }

  @Test
  void saysToAVendorThatChecksWhetherTheAddressIsRight() {
    assertThat(sender.head("/webhooks/shop/orders/create")).isEqualTo(200);
    assertThat(sender.head("/webhooks/nowhere/orders/create")).isEqualTo(404);
  }
}
