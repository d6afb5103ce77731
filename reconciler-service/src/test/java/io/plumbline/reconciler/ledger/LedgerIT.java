package io.plumbline.reconciler.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.topology.TopicNames;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The SQL of the ledger: facts come again and again, what people did stays. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class LedgerIT {
  /** So far off that no real record stands there. */
  private static final long OFFSET = 7_000_000_000L;

  @Inject LedgerWriter ledger;
  @Inject LedgerIntake intake;
  @Inject FindingRows rows;
  @Inject FindingsResource findings;
  @Inject EntityManager entities;

  private final String id = UUID.randomUUID().toString();

  @Test
  void keepsWhatPeopleDidWhenAFindingIsToldAgain() throws Exception {
    write(finding(Finding.State.OPEN, "first"));
    findings.acknowledge(id, new FindingsResource.Acknowledgement("ops"));
    findings.assign(id, new FindingsResource.Assignment("jane"));

    write(finding(Finding.State.OPEN, "now we know more"));

    FindingView shown = shown();
    assertThat(shown.state()).isEqualTo("acknowledged");
    assertThat(shown.acknowledgedBy()).isEqualTo("ops");
    assertThat(shown.owner()).isEqualTo("jane");
    assertThat(shown.cause().explanation()).isEqualTo("now we know more");
  }

  @Test
  void keepsAnAcceptanceWhenTheSystemsAgreeAndWhenTheTopicIsReadAgain() throws Exception {
    write(finding(Finding.State.OPEN, "first"));
    findings.accept(id, new FindingsResource.Acceptance("cfo", "not worth it"));

    write(finding(Finding.State.RESOLVED, "first"));
    write(finding(Finding.State.OPEN, "first"));

    assertThat(shown().state()).isEqualTo("accepted");
    assertThat(shown().acceptedReason()).isEqualTo("not worth it");
  }

  @Test
  void countsAFindingAsNewOnceAndChangesNothingTheSecondTime() throws Exception {
    List<Finding> first = write(finding(Finding.State.OPEN, "first"));
    Instant changed = shown().changedAt();

    List<Finding> second = write(finding(Finding.State.OPEN, "first"));

    assertThat(first).hasSize(1);
    assertThat(second).isEmpty();
    assertThat(shown().changedAt()).isEqualTo(changed);
  }

  @Test
  void resolvesWhatSomebodyHasSeen() throws Exception {
    write(finding(Finding.State.OPEN, "first"));
    findings.acknowledge(id, new FindingsResource.Acknowledgement("ops"));

    write(finding(Finding.State.RESOLVED, "first"));

    assertThat(shown().state()).isEqualTo("resolved");
    assertThat(shown().acknowledgedBy()).isEqualTo("ops");
  }

  @Test
  void letsTheLastWordOfABatchCount() throws Exception {
    String entry =
        """
        {"flow":"order","entity":"e","connection":"c","externalId":"x",
         "day":"2025-11-01","currency":"GBP","amount":%s}
        """;
    write(record(TopicNames.CONTROL_ENTRIES, entry.formatted(1)));

    write(
        record(TopicNames.CONTROL_ENTRIES, null),
        record(TopicNames.CONTROL_ENTRIES, entry.formatted("2.50")));
    assertThat(amounts()).isEqualTo("2.50");

    write(
        record(TopicNames.CONTROL_ENTRIES, entry.formatted(3)),
        record(TopicNames.CONTROL_ENTRIES, null));
    assertThat(amounts()).isEmpty();
  }

  @Test
  void keepsARecordItCannotReadAsADeadLetter() throws Exception {
    List<Finding> written = write(record(TopicNames.FINDINGS, "no json"));

    assertThat(written).isEmpty();
    assertThat(letters(TopicNames.FINDINGS)).isOne();
  }

  /** One row at a time after a refusal: else the batch would be refused for ever. */
  @Test
  void lettersOnlyTheRowThatPostgresRefuses() throws Exception {
    String bad =
        """
        {"flow":"order","entity":"bad","connection":"c","externalId":"x",
         "day":"2025-11-01","currency":"\\u0000","amount":1}
        """;
    Finding good = finding(Finding.State.OPEN, "first");

    List<Finding> written =
        intake.take(
            List.of(
                record(TopicNames.CONTROL_ENTRIES, bad),
                record(TopicNames.FINDINGS, Json.mapper().writeValueAsString(good))));

    assertThat(written).extracting(Finding::id).containsExactly(id);
    assertThat(shown().state()).isEqualTo("open");
    assertThat(letters(TopicNames.CONTROL_ENTRIES)).isOne();
  }

  /** Nobody reads a finding to decide before it is their turn: {@link ChangeOrder}. */
  @Test
  void refusesTheSecondOfTwoWhoAcceptAtOnce() throws Exception {
    write(finding(Finding.State.OPEN, "first"));
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<FindingView> second =
        QuarkusTransaction.requiringNew()
            .call(() -> {
              findings.accept(id, new FindingsResource.Acceptance("ann", "hers"));
              entities.flush();
              CompletableFuture<FindingView> other =
                  CompletableFuture.supplyAsync(() -> {
                    started.countDown();
                    return QuarkusTransaction.requiringNew()
                        .call(() ->
                            findings.accept(id, new FindingsResource.Acceptance("bob", "his")));
                  });
              assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
              awaitAReaderOfTheRow();
              return other;
            });

    assertThat(second)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withMessageContaining("cannot be accepted");
    assertThat(shown().acceptedBy()).isEqualTo("ann");
  }

  /** Until the other transaction waits for our lock. */
  private void awaitAReaderOfTheRow() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(
                    QuarkusTransaction.requiringNew()
                        .call(() ->
                            (Long)
                                entities
                                    .createNativeQuery(
                                        "select count(*) from pg_locks where not granted",
                                        Long.class)
                                    .getSingleResult()))
                .isPositive());
  }

  private FindingView shown() {
    return QuarkusTransaction.requiringNew().call(() -> findings.one(id));
  }

  private String amounts() {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            (String)
                entities
                    .createNativeQuery(
                        "select coalesce(string_agg(cast(amount as text), ' '), '') from control_entry"
                            + " where entity = 'e' and connection = 'c'",
                        String.class)
                    .getSingleResult());
  }

  private long letters(String topic) {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            (Long)
                entities
                    .createNativeQuery("select count(*) from dead_letter where id = ?1", Long.class)
                    .setParameter(1, topic + "/0/" + OFFSET)
                    .getSingleResult());
  }

  private List<Finding> write(Finding finding) throws Exception {
    return write(record(TopicNames.FINDINGS, Json.mapper().writeValueAsString(finding)));
  }

  @SafeVarargs
  private List<Finding> write(ConsumerRecord<String, byte[]>... records) throws Exception {
    Batch batch = new Batch();
    for (ConsumerRecord<String, byte[]> record : records) {
      batch.add(record);
    }
    return ledger.write(batch);
  }

  private ConsumerRecord<String, byte[]> record(String topic, @Nullable String value) {
    String name = topic.equals(TopicNames.CONTROL_ENTRIES) ? "order|e|c|x" : id;
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    return new ConsumerRecord<>(topic, 0, OFFSET, name, bytes);
  }

  private Finding finding(Finding.State state, String explanation) {
    return Words.finding(id, state, explanation);
  }
}
