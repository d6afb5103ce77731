package io.plumbline.reconciler.ledger;

/** Somebody else has written these records, or later ones; ours would put older words above. */
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Overtaken(String topic, int partition, long offset) {
    super(
        "the ledger is past this record: topic=%s partition=%d offset=%d"
            .formatted(topic, partition, offset));
  }
}
