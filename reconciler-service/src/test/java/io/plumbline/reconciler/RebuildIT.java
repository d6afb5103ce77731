package io.plumbline.reconciler;

import static io.plumbline.reconciler.Events.CHANGES;
import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.Events.WMS;
import static io.plumbline.reconciler.Events.attempted;
import static io.plumbline.reconciler.Play.LONG;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.Events.Order;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.topology.ReconcilerTopology;
import io.plumbline.reconciler.topology.Round;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** State and ledger are gone; the same events give the same findings under the same ids. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class RebuildIT {
  /** When the ledger wrote it down is the ledger's own business. */
  private static final Set<String> OF_THE_LEDGER = Set.of("recordedAt", "changedAt");

  @Inject
  @Identifier("default-kafka-broker") Map<String, Object> kafka;

  @Inject Policy policy;
  @Inject EntityManager entities;

  @Test
  void givesTheSameLedgerFromTheSameEvents() throws IOException {
    List<String> keys = new ArrayList<>();
    try (Play play = new Play(kafka)) {
      keys.addAll(drift(play));
    }
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(findings(keys).values())
                .extracting(finding -> finding.get("state"))
                .containsExactlyInAnyOrder("open", "open", "resolved", "resolved"));
    awaitSettled();
    Map<String, Map<String, Object>> before = findings(keys);
    List<Object> totals = totals();
    String seen =
        before.values().stream()
            .filter(finding -> "open".equals(finding.get("state")))
            .map(finding -> String.valueOf(finding.get("id")))
            .findFirst()
            .orElseThrow();
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("by", "ops"))
        .post("/api/findings/" + seen + "/acknowledge")
        .then()
        .statusCode(200);

    loseTheLedgerExcept(seen);
    Path state = Files.createTempDirectory(Path.of("target"), "rebuild");
    try (KafkaStreams again = streams(state)) {
      again.start();
      await()
          .atMost(LONG.multipliedBy(2))
          .untilAsserted(() -> {
            assertThat(findings(keys).keySet()).isEqualTo(before.keySet());
            assertThat(totals()).isEqualTo(totals);
          });
      Map<String, Map<String, Object>> rebuilt = findings(keys);

      assertThat(rebuilt.remove(seen))
          .containsEntry("state", "acknowledged")
          .containsEntry("acknowledgedBy", "ops");
      before.remove(seen);
      await()
          .atMost(LONG)
          .untilAsserted(() -> {
            Map<String, Map<String, Object>> now = findings(keys);
            now.remove(seen);
            assertThat(now).isEqualTo(before);
          });
    }
  }

  /**
   * One order that never arrived, one that came late, one that was edited behind our back, and one
   * that told another's parcel for longer than its window.
   */
  private static List<String> drift(Play play) {
    Instant start = play.start();
    String lost = play.key();
    String late = lost + "-late";
    String edited = lost + "-edited";
    List<Event> events = new ArrayList<>();
    for (String key : List.of(lost, late, edited)) {
      events.add(Order.at(SHOP, key, key, start).observed());
    }
    events.add(attempted(lost, "rejected", 1, start.plusSeconds(1), Map.of("total", "100.00")));
    Order booked = Order.at(ERP, edited, "e" + edited, start.plusSeconds(1));
    events.add(booked.observed());
    events.add(Order.at(ERP, edited, "e" + edited, start.plusSeconds(2)).total("90.00").observed());
    String other = lost + "-other";
    String mine = lost + "-mine";
    for (String key : List.of(other, mine)) {
      events.add(Order.at(SHOP, key, key, start).observed());
      events.add(Order.at(ERP, key, "e" + key, start).observed());
    }
    String number = "P1" + lost;
    events.add(Order.at(WMS, other, "w" + other, start.plusSeconds(1)).ships(number).observed());
    events.add(Order.at(SHOP, mine, mine, start.plusSeconds(2)).ships(number).observed());
    play.publish(events.toArray(Event[]::new));
    play.passTime(start.plusSeconds(60));
    play.publish(
        Order.at(ERP, late, "e" + late, start.plusSeconds(70)).observed(),
        Order.at(SHOP, mine, mine, start.plusSeconds(70)).observed());
    play.passTime(start.plusSeconds(75));
    return List.of(lost, late, edited, other, mine);
  }

  private KafkaStreams streams(Path state) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "rebuild-" + UUID.randomUUID());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put("auto.offset.reset", "earliest");
    // Other tests' large orders lie in the same topic; they are judged again as well.
    for (String size : List.of("producer.max.request.size", "topic.max.message.bytes")) {
      properties.put(
          size, ConfigProvider.getConfig().getValue("kafka-streams." + size, String.class));
    }
    return new KafkaStreams(ReconcilerTopology.of(policy, apart()), properties);
  }

  /** Another application than the service's must not hear what the service says to itself. */
  private Round apart() {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (Admin admin = Admin.create(kafka);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka, bytes, bytes)) {
      int partitions = producer.partitionsFor(CHANGES).size();
      Round round = new Round("rebuild.claims", "rebuild.answers", partitions);
      for (String name : List.of(round.claims(), round.answers())) {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        assertThat(producer.partitionsFor(name)).hasSize(partitions);
      }
      return round;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("expected topics of the rebuild's own", e);
    }
  }

  private void loseTheLedgerExcept(String finding) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          entities
              .createNativeQuery("delete from finding where id <> ?1")
              .setParameter(1, finding)
              .executeUpdate();
          entities.createNativeQuery("delete from control_entry").executeUpdate();
        });
  }

  private static void awaitSettled() {
    await()
        .atMost(LONG)
        .untilAsserted(() -> given().get("/api/status").then().body("lag", equalTo(0)));
  }

  private static Map<String, Map<String, Object>> findings(List<String> keys) {
    Map<String, Map<String, Object>> findings = new TreeMap<>();
    for (String key : keys) {
      List<Map<String, Object>> items =
          given().queryParam("key", key).get("/api/findings").path("items");
      for (Map<String, Object> item : items) {
        Map<String, Object> facts = new TreeMap<>(item);
        facts.keySet().removeAll(OF_THE_LEDGER);
        findings.put(String.valueOf(item.get("id")), facts);
      }
    }
    return findings;
  }

  private static List<Object> totals() {
    return given().get("/api/control-totals?day=2026-11-27").path("$");
  }
}
