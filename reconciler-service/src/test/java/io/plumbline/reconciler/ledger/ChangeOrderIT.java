package io.plumbline.reconciler.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.topology.TopicNames;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes become visible in the order of their times, whoever makes them. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class ChangeOrderIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Inject LedgerIntake ledger;
  @Inject FindingsResource findings;
  @Inject EntityManager entities;

  private final String seen = UUID.randomUUID().toString();
  private final String late = UUID.randomUUID().toString();

  /**
   * The lock on change_order: without it the acknowledgement commits first under a later time, and
   * the reader who has seen it never hears of the finding that was written before.
   */
  @Test
  void showsAReaderTheChangeOfATransactionThatCommitsLate() throws Exception {
    write(seen);
    Reader reader = new Reader(findings.one(seen).changedAt());

    CompletableFuture<Integer> person =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              write(late);
              CompletableFuture<Integer> other =
                  CompletableFuture.supplyAsync(
                      this::acknowledge, task -> new Thread(task).start());
              awaitDoneOrWaiting(other);
              reader.readOn();
              return other;
            });
    assertThat(person).succeedsWithin(LONG).isEqualTo(200);
    reader.readOn();

    assertThat(reader.states)
        .as("read up to %s", reader.newest)
        .containsEntry(seen, "acknowledged")
        .containsEntry(late, "open");
  }

  private void write(String id) throws Exception {
    Map<String, String> topicIds = Map.of(TopicNames.FINDINGS, "f");
    int partition = Words.partition();
    ledger.resume(Map.of(new TopicPartition(TopicNames.FINDINGS, partition), 0L), topicIds);
    Finding finding = Words.finding(id, Finding.State.OPEN, "first");
    ledger.take(new Poll(List.of(Words.told(finding, partition, 0)), topicIds));
  }

  private int acknowledge() {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("by", "ops"))
        .post("/api/findings/" + seen + "/acknowledge")
        .statusCode();
  }

  private void awaitDoneOrWaiting(CompletableFuture<Integer> other) {
    await().atMost(LONG).untilAsserted(() -> assertThat(other.isDone() || waiting() > 0).isTrue());
  }

  private long waiting() {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            (Long)
                entities
                    .createNativeQuery(
                        "select count(*) from pg_locks where not granted", Long.class)
                    .getSingleResult());
  }

  /** Follows the changes as anybody may: by the newest time seen, a finding a page. */
  private static final class Reader {
    private final Map<String, String> states = new HashMap<>();
    private Instant newest;

    Reader(Instant since) {
      newest = since;
    }

    void readOn() {
      String since = newest.toString();
      String cursor = null;
      do {
        cursor = page(since, cursor);
      } while (cursor != null);
    }

    private @Nullable String page(String since, @Nullable String cursor) {
      Map<String, String> query = new HashMap<>(Map.of("limit", "1", "changedSince", since));
      if (cursor != null) {
        query.put("cursor", cursor);
      }
      Response page = given().queryParams(query).get("/api/findings");
      List<Map<String, Object>> items = page.path("items");
      for (Map<String, Object> item : items) {
        states.put(String.valueOf(item.get("id")), String.valueOf(item.get("state")));
        newest = Instant.parse(String.valueOf(item.get("changedAt")));
      }
      return page.path("next");
    }
  }
}
