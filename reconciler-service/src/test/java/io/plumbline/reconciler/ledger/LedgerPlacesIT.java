package io.plumbline.reconciler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.topology.TopicNames;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The place in ledger_place: no older word above a newer one, and nothing left out. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class LedgerPlacesIT {
  @Inject LedgerIntake ledger;
  @Inject DataSource database;

  private final String id = UUID.randomUUID().toString();

  /** One that no topic has, so that the running feed is not disturbed. */
  private final int partition = Words.partition();

  private final TopicPartition findings = new TopicPartition(TopicNames.FINDINGS, partition);

  @Test
  void refusesAnOlderWordOnAFinding() throws Exception {
    begin(TopicNames.FINDINGS);
    List<ConsumerRecord<String, byte[]>> hung = List.of(finding(0, Finding.State.OPEN));
    ledger.take(poll("topic", hung));
    ledger.take(poll("topic", List.of(finding(1, Finding.State.RESOLVED))));

    assertThatThrownBy(() -> ledger.take(poll("topic", hung))).isInstanceOf(Overtaken.class);

    assertThat(text("select fact from finding where id = ?")).isEqualTo("resolved");
  }

  /** The row is gone and remembers nothing; the place of its partition does. */
  @Test
  void refusesToBringBackAControlEntry() throws Exception {
    begin(TopicNames.CONTROL_ENTRIES);
    List<ConsumerRecord<String, byte[]>> hung = List.of(entry(0, "1.00"));
    ledger.take(poll("topic", List.of(entry(0, "1.00"), entry(1, null))));

    assertThatThrownBy(() -> ledger.take(poll("topic", hung))).isInstanceOf(Overtaken.class);

    assertThat(text("select amount from control_entry where entity = ?")).isNull();
  }

  @Test
  void refusesNothingOfATopicThatWasMadeAnew() throws Exception {
    begin(TopicNames.FINDINGS);
    ledger.take(poll("topic", List.of(finding(70, Finding.State.RESOLVED))));

    Map<TopicPartition, Long> from =
        ledger.resume(Map.of(findings, 100L), Map.of(TopicNames.FINDINGS, "anew"));
    ledger.take(poll("anew", List.of(finding(0, Finding.State.OPEN))));

    assertThat(from).containsEntry(findings, 0L);
    assertThat(text("select fact from finding where id = ?")).isEqualTo("open");
    assertThatThrownBy(
            () -> ledger.take(poll("topic", List.of(finding(71, Finding.State.RESOLVED)))))
        .as("a writer that still holds records of the topic that is no more")
        .isInstanceOf(Overtaken.class);
  }

  @Test
  void beginsAnewWhereATopicEndsBeforeTheLedger() throws Exception {
    begin(TopicNames.FINDINGS);
    ledger.take(poll("topic", List.of(finding(70, Finding.State.RESOLVED))));

    assertThat(ledger.resume(Map.of(findings, 71L), Map.of(TopicNames.FINDINGS, "topic")))
        .containsEntry(findings, 71L);
    assertThat(ledger.resume(Map.of(findings, 70L), Map.of(TopicNames.FINDINGS, "topic")))
        .containsEntry(findings, 0L);
  }

  @Test
  void readsOnWhereTheLedgerIsWhateverTheBrokerRemembers() throws Exception {
    begin(TopicNames.FINDINGS);
    ledger.take(poll("topic", List.of(finding(4, Finding.State.OPEN))));
    try (var consumer = new MockConsumer<String, byte[]>("earliest")) {
      LedgerReader reader = reader(consumer, 10);

      reader.turn();

      assertThat(consumer.position(findings)).isEqualTo(5);
    }
  }

  @Test
  void readsAgainWhatFailedAndNotWhatAnotherHasWritten() throws Exception {
    begin(TopicNames.FINDINGS);
    try (var consumer = new MockConsumer<String, byte[]>("earliest")) {
      LedgerReader reader = reader(consumer, 10);
      reader.turn();
      ledger.take(
          poll(
              "topic",
              List.of(finding(0, Finding.State.OPEN), finding(1, Finding.State.RESOLVED))));

      consumer.addRecord(finding(0, Finding.State.OPEN));
      assertThatThrownBy(reader::turn).isInstanceOf(Overtaken.class);
      reader.turn();

      assertThat(consumer.position(findings)).isEqualTo(2);
      assertThat(text("select fact from finding where id = ?")).isEqualTo("resolved");
    }
  }

  @Test
  void readsALostLedgerFromTheBeginning() throws Exception {
    try (var consumer = new MockConsumer<String, byte[]>("latest")) {
      LedgerReader reader = reader(consumer, 10);

      reader.turn();

      assertThat(consumer.position(findings)).isZero();
    }
  }

  private LedgerReader reader(MockConsumer<String, byte[]> consumer, long end) {
    LedgerReader reader =
        new LedgerReader(consumer, ledger, topics -> Map.of(TopicNames.FINDINGS, "topic"));
    reader.subscribe(List.of(TopicNames.FINDINGS));
    consumer.updateBeginningOffsets(Map.of(findings, 0L));
    consumer.updateEndOffsets(Map.of(findings, end));
    consumer.rebalance(List.of(findings));
    return reader;
  }

  private void begin(String topic) throws SQLException {
    ledger.resume(Map.of(new TopicPartition(topic, partition), 0L), Map.of(topic, "topic"));
  }

  private static Poll poll(String topicId, List<ConsumerRecord<String, byte[]>> records) {
    return new Poll(records, Map.of(records.getFirst().topic(), topicId));
  }

  private ConsumerRecord<String, byte[]> finding(long offset, Finding.State state) {
    return Words.told(Words.finding(id, state, "first"), partition, offset);
  }

  private ConsumerRecord<String, byte[]> entry(long offset, @Nullable String amount) {
    return Words.entry(id, partition, offset, amount);
  }

  private @Nullable String text(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, id);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
    }
    return values.isEmpty() ? null : values.getFirst();
  }
}
