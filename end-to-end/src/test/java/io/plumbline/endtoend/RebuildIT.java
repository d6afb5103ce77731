package io.plumbline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reconciler's rebuild as {@code docs/operations/rebuild.md} has it, step by step and with its
 * own commands, on what the launch day left behind. Mechanism: flow services tell whole histories
 * again, and the reconciler judges them by their end.
 */
class RebuildIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NEVER = Instant.EPOCH.toString();

  @TempDir Path tools;

  @Test
  void comesToTheLedgerItHad() throws Exception {
    Runbook runbook = Runbook.read("rebuild.md");
    try (var installation = Installation.of(DemoRun.theDay().home())) {
      Ledger before = ledger(installation);
      assertThat(before.standing()).isNotEmpty();
      assertThat(before.totals()).isNotEmpty();

      awaitNoMembers(installation.kafka());
      runbook.run("", installation.kafka(), tools);
      Folders.delete(installation.stateFolder());
      installation.execute(runbook.commands("sql"));
      Ledger after;
      try (var _ = installation.reconciler()) {
        heard(installation, Instant.now());
        assertThat(Ledger.of(installation).totals()).as("before anything is told again").isEmpty();
        JsonNode told = installation.republish();
        assertThat(told.path("observed").longValue()).isPositive();
        heard(installation, Instant.now());
        after = Ledger.of(installation);
      }

      assertThat(said(installation.kafka())).isEqualTo(new TreeSet<>(before.standing()));
      assertThat(after.findings()).isEqualTo(before.findings());
      assertThat(after.discrepancies()).isEqualTo(before.discrepancies());
      assertThat(after.totals()).isEqualTo(before.totals());
    }
  }

  /** As it stands when all that is to be heard was heard. */
  private static Ledger ledger(Installation installation) throws Exception {
    try (var _ = installation.reconciler()) {
      heard(installation, Instant.now());
      return Ledger.of(installation);
    }
  }

  /** Every connection was heard since, and there is no lag, twice, a second apart. */
  private static void heard(Installation installation, Instant since) {
    await("every connection is heard, and all of it")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .during(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          JsonNode status = installation.ofReconciler("/api/status");
          assertThat(status.path("lag").longValue()).as(status.toString()).isZero();
          assertThat(Installation.CONNECTIONS)
              .as(status.toString())
              .allMatch(connection ->
                  Instant.parse(status.path("watermarks").path(connection).asText(NEVER))
                      .isAfter(since));
        });
  }

  /** Who was stopped counts as a member until its session ends. */
  private static void awaitNoMembers(String kafka) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      await("the reconciler's group has no members")
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(
                      admin
                          .describeConsumerGroups(List.of("plumbline-reconciler"))
                          .all()
                          .get()
                          .values())
                  .allSatisfy(group -> assertThat(group.members()).isEmpty()));
    }
  }

  /** The findings that the topology says are open, whatever the ledger holds. */
  private static Set<String> said(String kafka) throws IOException {
    var json = new ObjectMapper();
    Set<String> open = new TreeSet<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("plumbline.findings").stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          open.remove(record.key());
          if (json.readTree(record.value()).path("state").asText().equals("open")) {
            open.add(record.key());
          }
        }
      }
    }
    return open;
  }
}
