package io.plumbline.reconciler.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Pending;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.policy.Presence;
import io.plumbline.reconciler.policy.Severity;
import io.plumbline.reconciler.policy.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;

/** The topology on a stage: events go in, findings come out, watermarks move the time. */
final class Stage implements AutoCloseable {
  static final Duration WINDOW = Duration.ofSeconds(10);
  static final Policy POLICY = policy(3);

  private static final Round AROUND = new Round(TopicNames.CLAIMS, TopicNames.ANSWERS, 1);

  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> changes;
  private final TestOutputTopic<String, byte[]> findings;
  private final TestOutputTopic<String, byte[]> discrepancies;
  private final TestOutputTopic<String, byte[]> entries;
  private final TestOutputTopic<String, byte[]> status;
  private final TestOutputTopic<String, byte[]> letters;
  private final Map<String, Finding> latest = new LinkedHashMap<>();
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final List<Finding> emitted = new ArrayList<>();
  private final Map<String, Finding> over = new LinkedHashMap<>();

  Stage() {
    this(POLICY);
  }

  Stage(Policy policy) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "stage");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    driver =
        new TopologyTestDriver(
            ReconcilerTopology.of(policy, AROUND, Stores::inMemoryKeyValueStore), properties);
    changes =
        driver.createInputTopic(
            TopicNames.CHANGES, new StringSerializer(), new ByteArraySerializer());
    findings = output(TopicNames.FINDINGS);
    discrepancies = output(TopicNames.DISCREPANCIES);
    entries = output(TopicNames.CONTROL_ENTRIES);
    status = output(TopicNames.STATUS);
    letters = output(TopicNames.DEAD_LETTERS);
  }

  static Policy policy(int factor) {
    return policy(factor, false);
  }

  /** The policy of a company whose fulfilments are brought back to the storefront, or are not. */
  static Policy policy(int factor, boolean told) {
    return policy(factor, told, Duration.ofSeconds(2));
  }

  /** The policy of a company whose ERP is asked this often. */
  static Policy polling(Duration every) {
    return policy(3, false, every);
  }

  /** The policy of a company that has these warehouses. */
  static Policy owing(Presence presence, String... warehouses) {
    return policy(3, true, Duration.ofSeconds(2), presence, List.of(warehouses), Map.of());
  }

  /** The policy of a company whose orders must not stay in these states for longer. */
  static Policy patient(Map<State, Duration> stuckAfter) {
    return policy(3, true, Duration.ofSeconds(2), Presence.in(Role.ERP), List.of(), stuckAfter);
  }

  private static Policy policy(int factor, boolean told, Duration poll) {
    return policy(factor, told, poll, Presence.in(Role.ERP), List.of(), Map.of());
  }

  private static Policy policy(
      int factor,
      boolean told,
      Duration poll,
      Presence presence,
      List<String> warehouses,
      Map<State, Duration> stuckAfter) {
    return policy(factor, told, poll, presence, warehouses, stuckAfter, Map.of());
  }

  /** The policy of a company that knows what a buyer's question costs. */
  static Policy supporting(Map<String, BigDecimal> costs) {
    return policy(
        3, true, Duration.ofSeconds(2), Presence.in(Role.ERP), List.of(), Map.of(), costs);
  }

  private static Policy policy(
      int factor,
      boolean told,
      Duration poll,
      Presence presence,
      List<String> warehouses,
      Map<State, Duration> stuckAfter,
      Map<String, BigDecimal> supportCosts) {
    ZoneId london = ZoneId.of("Europe/London");
    Map<String, Policy.Party> parties = new TreeMap<>();
    parties.put(Events.SHOP, new Policy.Party(Role.STOREFRONT, london, Duration.ZERO));
    parties.put(Events.ERP, new Policy.Party(Role.ERP, london, poll));
    warehouses.forEach(
        name -> parties.put(name, new Policy.Party(Role.WMS, london, Duration.ZERO)));
    return new Policy(
        parties,
        new Policy.Windows(
            WINDOW, Map.of(), Duration.ofHours(1), factor, 30, new BigDecimal("0.2")),
        new Policy.Comparison(
            Set.of(
                "status",
                "currency",
                "total",
                "tax",
                "discount",
                "shipping",
                "sku",
                "quantity",
                "unitPrice",
                "fulfilment.status",
                "billing.status"),
            BigDecimal.ZERO,
            BigDecimal.ONE),
        new Policy.Authority(Role.STOREFRONT, Role.ERP, Role.ERP, Role.ERP),
        told,
        presence,
        stuckAfter,
        supportCosts,
        Duration.ofMinutes(5),
        Map.of(),
        Severity.MEDIUM);
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  Stage play(Event... events) {
    for (Event event : events) {
      changes.pipeInput(
          new TestRecord<>(event.key(), event.value().getBytes(UTF_8), event.headers()));
    }
    return this;
  }

  /** An event of that type, whatever it says. */
  void bytes(String type, byte[] value) {
    var headers = new RecordHeaders();
    headers.add("ce_type", ("io.plumbline.order." + type + ".v1").getBytes(UTF_8));
    headers.add("ce_id", "hostile".getBytes(UTF_8));
    changes.pipeInput(new TestRecord<>("hostile", value, headers));
  }

  Stage junk(String value) {
    changes.pipeInput("junk", value.getBytes(UTF_8));
    return this;
  }

  /** Lets every connection be heard up to this time, without a pause that would be an outage. */
  Stage until(Instant from, Instant to) {
    for (Instant at = from; at.isBefore(to); at = at.plusMillis(900)) {
      play(Events.watermark(at));
    }
    return play(Events.watermark(to));
  }

  /** Every finding by its id, as last told. */
  Map<String, Finding> findings() {
    for (TestRecord<String, byte[]> record : findings.readRecordsToList()) {
      try {
        Finding finding = Json.mapper().readValue(record.value(), Finding.class);
        if (record.headers().lastHeader(TopicNames.KNOWN_ONLY) != null) {
          over.put(record.key(), finding);
        } else {
          emitted.add(finding);
          latest.put(record.key(), finding);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return latest;
  }

  /** Every discrepancy that is still within its window, by the id it would have as a finding. */
  Map<String, Pending> pending() {
    for (KeyValue<String, byte[]> record : discrepancies.readKeyValuesToList()) {
      try {
        if (record.value == null) {
          pending.remove(record.key);
        } else {
          pending.put(record.key, Json.mapper().readValue(record.value, Pending.class));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return pending;
  }

  /** What is over for whoever has it open. */
  Map<String, Finding> over() {
    findings();
    return over;
  }

  List<Finding> emitted() {
    findings();
    return emitted;
  }

  Finding only() {
    if (findings().size() != 1) {
      throw new AssertionError("expected one finding, found " + latest.values());
    }
    return latest.values().iterator().next();
  }

  List<KeyValue<String, byte[]>> entries() {
    return entries.readKeyValuesToList();
  }

  Status status() throws IOException {
    List<byte[]> told = status.readValuesToList();
    return Json.mapper().readValue(told.getLast(), Status.class);
  }

  List<DeadLetter> letters() throws JsonProcessingException, IOException {
    List<DeadLetter> read = new ArrayList<>();
    for (byte[] letter : letters.readValuesToList()) {
      read.add(Json.mapper().readValue(letter, DeadLetter.class));
    }
    return read;
  }

  @Override
  public void close() {
    driver.close();
  }
}
