package io.plumbline.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.delivery.Deliveries;
import io.plumbline.engine.delivery.MutableClock;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.intake.Arrived;
import io.plumbline.engine.intake.RereadWork;
import io.plumbline.engine.intake.Rereads;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applying must never do, on a real PostgreSQL; each test names what it rests on. */
class ApplyIT {

  private static final String T1 = "2026-11-01T10:00:00Z";
  private static final String T2 = "2026-11-01T10:00:01Z";
  private static final String T3 = "2026-11-01T10:00:02Z";

  private final TestDatabase database = TestDatabase.fresh();
  private final Transactions transactions = new Transactions(database.source());
  private final MutableClock clock = new MutableClock();
  private final ScriptedConnector vendor = new ScriptedConnector(clock);
  private final Rereads rereads = new Rereads(clock);
  private final Connections connections =
      new Connections(
          List.of(
              connection("shop", Role.STOREFRONT),
              connection("erp", Role.ERP),
              connection("wms", Role.WMS)),
          connection -> vendor);
  private final ApplyBatch applying = applyBatch();
  private long offset;

  @AfterEach
  void close() {
    database.close();
  }

  /** Mechanism: the processed table. */
  @Test
  void appliesOneDeliveryOnce() {
    var first = webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00"));
    var again = webhook("e1", "shop", ScriptedConnector.body("1", T2, "11.00"));

    applying.apply(List.of(first, again));
    applying.apply(List.of(again));

    assertThat(total("1")).isEqualTo("10.00");
    assertThat(count("outbox")).isOne();
  }

  /** Mechanism: version comparison in Judgement. */
  @Test
  void neverOverwritesTheNewerByTheOlder() {
    applying.apply(List.of(webhook("e2", "shop", ScriptedConnector.body("1", T2, "11.00"))));

    applying.apply(List.of(webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00"))));

    assertThat(total("1")).isEqualTo("11.00");
    assertThat(count("outbox")).isOne();
  }

  /** Mechanism: the re-read's sequence, given before it reads. */
  @Test
  void settlesEqualSecondsByReadingAgain() {
    applying.apply(
        List.of(
            webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")),
            webhook("e2", "shop", ScriptedConnector.body("1", T1, "12.00"))));
    assertThat(total("1")).isEqualTo("10.00");
    vendor.holds("1", T1, "12.00");

    rereadAll();

    assertThat(total("1")).isEqualTo("12.00");
    assertThat(count("reread")).isZero();
  }

  /** Mechanism: listings are compared with the replica, not remembered by their key. */
  @Test
  void letsAChangeBackThrough() {
    applying.apply(List.of(poll("shop", ScriptedConnector.body("1", T1, "A"))));
    applying.apply(List.of(poll("shop", ScriptedConnector.body("1", T2, "B"))));

    applying.apply(List.of(poll("shop", ScriptedConnector.body("1", T3, "A"))));

    assertThat(total("1")).isEqualTo("A");
    assertThat(count("outbox")).isEqualTo(3);
  }

  /** Mechanism: a read that finds nothing is an observation of its own. */
  @Test
  void hearsThatARecordIsGone() {
    applying.apply(List.of(webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00"))));
    transactions.run(tx -> rereads.ask(tx, "shop", "1", "test"));

    rereadAll();

    assertThat(text("select deleted::text from replica where external_id = '1'")).isEqualTo("true");
    assertThat(count("reread")).isZero();
  }

  /** Mechanism: names that several records share, and merging with tombstones. */
  @ParameterizedTest
  @ValueSource(strings = {"SEW", "SWE", "ESW", "EWS", "WSE", "WES"})
  void makesOneEntityInEveryOrderOfArrival(String order) {
    order.chars().forEach(system -> applying.apply(List.of(arrivalOf((char) system))));

    assertThat(count("replica")).isEqualTo(3);
    assertThat(text("select count(distinct key)::text from replica")).isEqualTo("1");
    assertThat(text("select count(*)::text from entity where merged_into is null")).isEqualTo("1");
    assertThat(text("select count(distinct key)::text from link")).isEqualTo("1");
    assertThat(text("select count(*)::text from outbox where type = 'linked'"))
        .isEqualTo(order.endsWith("E") ? "1" : "0");
  }

  /** Mechanism: keyed fingerprints and encryption under the entity's key. */
  @Test
  void publishesNoPersonalData() {
    var body = ScriptedConnector.body("1", T1, "10.00");
    body.put("email", "ann@example.com");

    applying.apply(List.of(webhook("e1", "shop", body)));

    assertThat(text("select payload::text from outbox"))
        .contains("fingerprints")
        .doesNotContain("ann@");
    assertThat(text("select convert_from(personal, 'LATIN1') from replica")).doesNotContain("ann@");
  }

  /** Mechanism: a dead letter for what is unusable, a count for what is left out. */
  @Test
  void dropsNothingSilently() {
    var source = new Source("inbox", 0, offset++, clock.instant(), null);
    var arrived =
        arrived("e1", "shop", "1", Via.POLL, 0, "no json".getBytes(StandardCharsets.UTF_8));
    var poison =
        new Unpacked.Poison(source, "shop", arrived, "unusable", "expected JSON", arrived.body());
    var filtered = poll("shop", ScriptedConnector.body("2", T1, "1").put("filtered", "test order"));

    applying.apply(List.of(poison, filtered));
    applying.apply(List.of(poison, filtered));

    assertThat(count("dead_letter")).isOne();
    assertThat(text("select records::text from counted where reason = 'test order'"))
        .isEqualTo("1");
  }

  /** Mechanism: entity rows locked in key order, links found lost are tried again. */
  @Test
  void twoReplicasMakeOneEntity() throws Exception {
    var inserted = new CountDownLatch(1);
    var holdOn = new CountDownLatch(1);
    var slow =
        CompletableFuture.runAsync(() ->
            transactions.run(tx -> {
              var key = "shop:1";
              Sql.update(
                  tx,
                  "insert into entity (key, data_key, created_at) values (?, ?, ?)",
                  key,
                  new EntityKeys(master()).create(key),
                  clock.instant());
              Sql.update(tx, "insert into link values ('shop', '1', ?)", key);
              inserted.countDown();
              uninterrupted(holdOn);
            }));
    inserted.await();
    var other = CompletableFuture.runAsync(() -> untilWon(webhook("e1", "erp", erp())));
    assertThat(other).isNotDone();

    holdOn.countDown();
    slow.get();
    other.get();

    assertThat(text("select key from replica where connection = 'erp'")).isEqualTo("shop:1");
  }

  private void untilWon(Unpacked record) {
    boolean lost = true;
    while (lost) {
      try {
        applying.apply(List.of(record));
        lost = false;
      } catch (RaceLost e) {
        lost = true;
      }
    }
  }

  private void rereadAll() {
    List<Arrived> inbox = new ArrayList<>();
    var work =
        new RereadWork(
            transactions,
            connections,
            arrived -> {
              inbox.add(arrived);
              var taken = new CompletableFuture<Void>();
              taken.complete(null);
              return taken;
            },
            clock);
    work.claim(10).forEach(work::read);
    inbox.forEach(arrived -> applying.apply(List.of(unpacked(arrived))));
  }

  private Unpacked arrivalOf(char system) {
    return switch (system) {
      case 'S' -> webhook("s", "shop", ScriptedConnector.body("1", T1, "10.00"));
      case 'E' -> webhook("e", "erp", erp());
      default -> webhook("w", "wms", ScriptedConnector.body("77", T1, "10.00", "erp:48211"));
    };
  }

  private static ObjectNode erp() {
    return ScriptedConnector.body("48211", T1, "10.00", "shop:1");
  }

  private Unpacked webhook(String event, String connection, ObjectNode body) {
    return unpacked(
        arrived(event, connection, body.path("id").asText(), Via.WEBHOOK, 0, bytes(body)));
  }

  private Unpacked poll(String connection, ObjectNode body) {
    return unpacked(
        arrived("poll/" + body, connection, body.path("id").asText(), Via.POLL, 0, bytes(body)));
  }

  private static byte[] bytes(ObjectNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Arrived arrived(
      String dedupe, String connection, String id, Via via, int sequence, byte[] body) {
    return new Arrived(connection, "orders", dedupe, id, via, sequence, null, body);
  }

  private Unpacked unpacked(Arrived arrived) {
    try {
      Understood understood =
          arrived.topic().equals(Arrived.GONE)
              ? new Understood.Readings(List.of())
              : vendor.understand(arrived.topic(), arrived.body());
      return new Unpacked.Usable(
          new Source("inbox", 0, offset++, clock.instant(), null), arrived, understood);
    } catch (Unusable e) {
      throw new IllegalArgumentException(e);
    }
  }

  private ApplyBatch applyBatch() {
    Flow flow = new SilentFlow();
    var outbox = new Outbox();
    var letters = new DeadLetters(outbox, flow, clock);
    var fingerprints = new Fingerprints(master());
    return new ApplyBatch(
        new ApplyBatch.Parts(
            transactions,
            connections,
            flow,
            new Deliveries(letters, fingerprints, clock),
            letters,
            rereads,
            outbox,
            master(),
            new EntityKeys(master()),
            fingerprints,
            clock,
            new SimpleMeterRegistry()));
  }

  private static MasterKey master() {
    return new MasterKey(Base64.getEncoder().encodeToString(new byte[32]));
  }

  private static Connection connection(String name, Role role) {
    return new Connection(
        name,
        "scripted",
        role,
        Mode.OBSERVE,
        ZoneOffset.UTC,
        URI.create("http://127.0.0.1:1"),
        Map.of(),
        Optional.empty(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        1,
        Map.of());
  }

  private String total(String id) {
    return text("select facets->'commercial'->>'total' from replica where external_id = ?", id);
  }

  private long count(String table) {
    return Long.parseLong(text("select count(*)::text from " + table));
  }

  private String text(String sql, Object... arguments) {
    return transactions
        .get(tx -> Sql.one(tx, row -> row.getString(1), sql, arguments))
        .orElse("none");
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks nothing of anybody. */
  private static final class SilentFlow implements Flow {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Decision decide(java.sql.Connection tx, Entity entity) {
      return new Decision(List.of(), List.of());
    }

    @Override
    public void store(java.sql.Connection tx, Entity entity, Decision decision) {}

    @Override
    public void merged(java.sql.Connection tx, String from, String into) {}
  }
}
