package io.plumbline.reconciler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Finding.State;
import io.plumbline.reconciler.topology.TopicNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Mechanism: the words on one finding count in the order in which they were said. */
class BatchTest {
  private static final Finding OPEN = Words.finding("a", State.OPEN, "told");
  private static final Finding ENDED = Words.finding("a", State.RESOLVED, "ended");
  private static final Finding OVER = Words.finding("a", State.RESOLVED, "over");

  private final Batch batch = new Batch();
  private long offset;

  @Test
  void endsWhatWasToldBeforeInTheSamePoll() {
    batch.add(said(OPEN));
    batch.add(ifKnown(OVER));

    assertThat(batch.findings()).containsExactly(OVER);
    assertThat(batch.over()).isEmpty();
  }

  @Test
  void leavesOpenWhatWasFoundAgainAfterwards() {
    batch.add(ifKnown(OVER));
    batch.add(said(OPEN));

    assertThat(batch.findings()).containsExactly(OPEN);
    assertThat(batch.over()).isEmpty();
  }

  @Test
  void changesNothingOfWhatHasEnded() {
    batch.add(said(ENDED));
    batch.add(ifKnown(OVER));

    assertThat(batch.findings()).containsExactly(ENDED);
    assertThat(batch.over()).isEmpty();
  }

  @Test
  void leavesToTheLedgerWhatOnlyItCanKnow() {
    batch.add(ifKnown(OVER));

    assertThat(batch.findings()).isEmpty();
    assertThat(batch.over()).containsExactly(OVER);
  }

  private ConsumerRecord<String, byte[]> said(Finding finding) {
    return Words.told(finding, 0, offset++);
  }

  private ConsumerRecord<String, byte[]> ifKnown(Finding finding) {
    ConsumerRecord<String, byte[]> record = said(finding);
    record.headers().add(TopicNames.KNOWN_ONLY, new byte[0]);
    return record;
  }
}
