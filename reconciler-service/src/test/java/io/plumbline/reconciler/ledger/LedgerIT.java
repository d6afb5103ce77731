package io.plumbline.reconciler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.embedded.PlumblineTestResource;
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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SQL of the ledger: facts come again and again, what people did stays. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class LedgerIT {
  private static final Map<String, String> TOPIC_IDS =
      Map.of(TopicNames.FINDINGS, "f", TopicNames.CONTROL_ENTRIES, "c");

  @Inject LedgerIntake intake;
  @Inject FindingRows rows;
  @Inject FindingsResource findings;
  @Inject EntityManager entities;

  private final String id = UUID.randomUUID().toString();
  private final int partition = Words.partition();
  private long offset;

  @BeforeEach
  void begin() throws Exception {
    for (String topic : TOPIC_IDS.keySet()) {
      intake.resume(Map.of(new TopicPartition(topic, partition), 0L), TOPIC_IDS);
    }
  }

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

  /**
   * Mechanism: what is told again to be over ends a finding that stands here, and makes none that
   * never was.
   */
  @Test
  void endsByWhatIsToldAgainOnlyWhatStands() throws Exception {
    assertThat(write(List.of(over("never found")))).isEmpty();
    assertThat(known()).isZero();
    write(finding(Finding.State.OPEN, "first"));

    write(List.of(over("told again")));
    write(List.of(over("and again")));

    assertThat(shown().state()).isEqualTo("resolved");
    assertThat(shown().cause().explanation()).isEqualTo("told again");
  }

  @Test
  void letsTheLastWordOfABatchCount() throws Exception {
    write(List.of(entry("1")));

    write(List.of(entry(null), entry("2.50")));
    assertThat(amounts()).isEqualTo("2.50");

    write(List.of(entry("3"), entry(null)));
    assertThat(amounts()).isEmpty();
  }

  @Test
  void keepsARecordItCannotReadAsADeadLetter() throws Exception {
    List<Finding> written = write(List.of(record(TopicNames.FINDINGS, "no json")));

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
        write(
            List.of(
                record(TopicNames.CONTROL_ENTRIES, bad),
                record(TopicNames.FINDINGS, Body.of(good))));

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

  private ConsumerRecord<String, byte[]> over(String explanation) {
    ConsumerRecord<String, byte[]> record =
        record(TopicNames.FINDINGS, Body.of(finding(Finding.State.RESOLVED, explanation)));
    record.headers().add(TopicNames.KNOWN_ONLY, new byte[0]);
    return record;
  }

  private long known() {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            (Long)
                entities
                    .createNativeQuery("select count(*) from finding where id = ?1", Long.class)
                    .setParameter(1, id)
                    .getSingleResult());
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
                            + " where entity = ?1 and connection = 'c'",
                        String.class)
                    .setParameter(1, id)
                    .getSingleResult());
  }

  private long letters(String topic) {
    return QuarkusTransaction.requiringNew()
        .call(() ->
            (Long)
                entities
                    .createNativeQuery("select count(*) from dead_letter where id = ?1", Long.class)
                    .setParameter(1, "%s/%d/%d".formatted(topic, partition, 1))
                    .getSingleResult());
  }

  private List<Finding> write(Finding finding) throws Exception {
    return write(List.of(record(TopicNames.FINDINGS, Body.of(finding))));
  }

  private List<Finding> write(List<ConsumerRecord<String, byte[]>> records) throws Exception {
    return intake.take(new Poll(records, TOPIC_IDS));
  }

  private ConsumerRecord<String, byte[]> record(String topic, String value) {
    return Words.record(topic, partition, ++offset, id, value);
  }

  private ConsumerRecord<String, byte[]> entry(@Nullable String amount) {
    return Words.entry(id, partition, ++offset, amount);
  }

  private Finding finding(Finding.State state, String explanation) {
    return Words.finding(id, state, explanation);
  }
}
