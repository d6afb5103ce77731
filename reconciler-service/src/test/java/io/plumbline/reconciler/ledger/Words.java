package io.plumbline.reconciler.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.plumbline.reconciler.finding.Cause;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Verdict;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.Severity;
import io.plumbline.reconciler.topology.TopicNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What the topology says, for tests of the ledger. */
final class Words {
  private static final Instant T = Instant.parse("2025-11-01T10:00:00Z");

  private static final AtomicInteger PARTITIONS = new AtomicInteger(1_000_000);

  private Words() {}

  /** One that no topic has, so that the running feed is not disturbed. */
  static int partition() {
    return PARTITIONS.incrementAndGet();
  }

  static ConsumerRecord<String, byte[]> entry(
      String entity, int partition, long offset, @Nullable String amount) {
    String value =
        amount == null
            ? null
            : """
            {"flow":"order","entity":"%s","connection":"c","externalId":"x",
             "day":"2025-11-01","currency":"GBP","amount":%s}
            """
                .formatted(entity, amount);
    return record(TopicNames.CONTROL_ENTRIES, partition, offset, "order|" + entity + "|c|x", value);
  }

  static Finding finding(String id, Finding.State state, String explanation) {
    return new Finding(
        id,
        "order",
        Kind.MISSING,
        "shopify-eu:" + id,
        "netsuite",
        "order.commercial",
        "record",
        state,
        T,
        T.plusSeconds(30),
        T.plusSeconds(31),
        state == Finding.State.OPEN ? null : T.plusSeconds(40),
        "shopify-eu→netsuite",
        30_000,
        Severity.MEDIUM,
        new Verdict("netsuite", "present", "absent", "by policy", "shopify-eu"),
        new Cause(Cause.Family.NEVER_ATTEMPTED, explanation, List.of()),
        new Exposure("1.00", "GBP", "the order's total"),
        "Send it.",
        Map.of());
  }

  static ConsumerRecord<String, byte[]> told(Finding finding, int partition, long offset) {
    return record(TopicNames.FINDINGS, partition, offset, finding.id(), Body.of(finding));
  }

  static ConsumerRecord<String, byte[]> record(
      String topic, int partition, long offset, String key, @Nullable String value) {
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    return new ConsumerRecord<>(topic, partition, offset, key, bytes);
  }
}
