package io.plumbline.reconciler.ledger;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one poll brought, and the ids of the topics that it came from. */
record Poll(List<ConsumerRecord<String, byte[]>> records, Map<String, String> topicIds) {

  Poll {
    records = List.copyOf(records);
    topicIds = Map.copyOf(topicIds);
  }

  /** One record of it, as if it had come alone. */
  Poll only(ConsumerRecord<String, byte[]> record) {
    return new Poll(List.of(record), topicIds);
  }

  Batch batch() {
    Batch batch = new Batch();
    records.forEach(batch::add);
    return batch;
  }
}
