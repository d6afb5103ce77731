package io.plumbline.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.embedded.EmbeddedKafka;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.engine.start.Heard;
import io.plumbline.engine.start.KillableStack;
import io.plumbline.engine.start.Sender;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acknowledged means durable, whichever of Kafka and PostgreSQL dies. */
@QuarkusTest
@QuarkusTestResource(KillableStack.class)
@SuppressWarnings("NullAway.Init") // the container and the stack fill the fields
class IntakeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SENDERS = 4;

  @Inject KafkaClients clients;
  @Inject Transactions transactions;

  @TestHTTPResource URI base;

  private EmbeddedKafka broker;
  private EmbeddedPostgres postgres;
  private Sender sender;

  /** By the event's id, what was answered. */
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();

  /** Senders stop, even where nobody refuses them. */
  private volatile boolean over;

  @BeforeEach
  void prepare() {
    sender = new Sender(base);
  }

  @AfterEach
  void restart() {
    if (!broker.process().alive()) {
      broker.awaitReady(broker.spawn());
    }
    if (!postgres.process().alive()) {
      postgres.awaitReady(postgres.spawn());
    }
  }

  /** Mechanism: the answer waits for Kafka's acknowledgement, and a missing one is a 503. */
  @Test
  void confirmsNothingThatTheBrokersDeathLoses() throws Exception {
    try (ExecutorService senders = Executors.newCachedThreadPool();
        AutoCloseable _ = () -> over = true) {
      for (int i = 0; i < SENDERS; i++) {
        String name = "sender-" + i;
        senders.execute(() -> postUntilRefused(name));
      }
      await("webhooks are confirmed")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(answered(200)).hasSizeGreaterThan(20));
      broker.kill();
      await("every sender is refused")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(answered(503)).hasSize(SENDERS));
    }
    assertThat(Set.copyOf(answers.values())).containsExactlyInAnyOrder(200, 503);

    broker.awaitReady(broker.spawn());

    await("webhooks are confirmed again")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(post("after")).isEqualTo(200));
    assertThatTheInboxHas(answered(200));
  }

  /** Mechanism: {@code StatusResource.inboxLag} tells what is known without the broker. */
  @Test
  void tellsWhereThingsStandWhileTheBrokerIsAway() throws IOException {
    await("the broker answers")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status().path("brokerAnswers").asBoolean()).isTrue());
    broker.kill();

    JsonNode status = status();

    assertThat(status.path("brokerAnswers").asBoolean(true)).as("%s", status).isFalse();
    assertThat(status.path("inboxLag").isNull()).as("%s", status).isTrue();
    assertThat(status.path("connections").isEmpty()).as("%s", status).isFalse();
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper().readTree(sender.text("/api/status"));
  }

  /** Mechanism: the inbox's keys are in memory, and readiness asks Kafka's side only. */
  @Test
  void takesInWhileTheDatabaseIsAwayAndAppliesItLater() {
    postgres.kill();

    int status = sender.post("away", "away", body("away"));
    int ready = sender.get("/q/health/ready");

    assertThat(status).isEqualTo(200);
    assertThat(ready).isEqualTo(200);
    postgres.awaitReady(postgres.spawn());
    await("what was taken in is applied")
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(DatabaseFailed.class::isInstance)
        .untilAsserted(() -> assertThat(rows("replica", "away")).isOne());
    assertThat(rows("dead_letter", "away")).isZero();
  }

  private void postUntilRefused(String name) {
    int number = 0;
    while (!over && post(name + "-" + number) == 200) {
      number++;
    }
  }

  private int post(String event) {
    int status = sender.post(event, "busy", body("busy"));
    answers.put(event, status);
    return status;
  }

  private static String body(String id) {
    return ScriptedConnector.body(id, "2026-11-01T10:00:00Z", "10.00").toString();
  }

  private Set<String> answered(int status) {
    return answers.entrySet().stream()
        .filter(answer -> answer.getValue() == status)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void assertThatTheInboxHas(Set<String> events) {
    try (Heard inbox = new Heard(clients, "plumbline.test.inbox")) {
      await("everything confirmed is there")
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(
                      inbox.messages().stream()
                          .flatMap(message -> message.header("pl_dedupe").stream())
                          .collect(Collectors.toSet()))
                  .containsAll(events));
    }
  }

  private long rows(String table, String externalId) {
    return transactions
        .get(tx ->
            Sql.one(
                tx,
                row -> row.getLong(1),
                "select count(*) from " + table + " where external_id = ?",
                externalId))
        .orElse(0L);
  }
}
