package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.deadletter.LetterQuotes;
import io.plumbline.engine.delivery.Deliveries;
import io.plumbline.engine.delivery.MutableClock;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.intake.Arrived;
import io.plumbline.engine.intake.Inbox;
import io.plumbline.engine.intake.RereadWork;
import io.plumbline.engine.intake.Rereads;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.secrecy.InboxKeys;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.secrecy.Quotes;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shop, an ERP and a warehouse that say what a test writes down, and applying on a database. */
public final class ApplyWorld implements AutoCloseable {

  static final String T1 = "2026-11-01T10:00:00Z";
  static final String T2 = "2026-11-01T10:00:01Z";
  static final String T3 = "2026-11-01T10:00:02Z";
  static final int RETRIES = 3;
  static final Duration TROUBLE = Duration.ofHours(1);

  /** The content that the flow's rules cannot take. */
  static final String INDIGESTIBLE = "indigestible";

  /** Of which it cannot be worked out what the ERP is to be told. */
  static final String UNDECIDED = "undecided";

  final TestDatabase database;
  final Outage outage;
  final MutableClock clock = new MutableClock();
  final ScriptedConnector vendor = new ScriptedConnector(clock);
  final Rereads rereads = new Rereads(clock);
  final DeadLetters letters;
  final Connections connections =
      new Connections(
          List.of(
              connection("shop", Role.STOREFRONT),
              connection("erp", Role.ERP),
              connection("wms", Role.WMS)),
          connection -> vendor);
  final ApplyBatch applying;
  final PublishedReplicas published;
  final InboxKeys inboxKeys;
  private final Transactions transactions;
  private long offset;

  public ApplyWorld() {
    this(TestDatabase.fresh());
  }

  /** The same systems with a database that may have seen something before. */
  ApplyWorld(TestDatabase database) {
    this.database = database;
    outage = new Outage(database.source());
    transactions = new Transactions(database.source());
    Flow flow = new SilentFlow();
    var outbox = new Outbox();
    var fingerprints = new Fingerprints(master());
    published = new PublishedReplicas(new EntityKeys(master()), flow, fingerprints);
    letters =
        new DeadLetters(
            outbox, flow, clock, new LetterQuotes(new Quotes(new EntityKeys(master()))));
    inboxKeys = new InboxKeys(master(), transactions, clock);
    applying =
        new ApplyBatch(
            new ApplyBatch.Parts(
                new Transactions(outage.source()),
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

  void apply(Unpacked... records) {
    applying.apply(List.of(records), Map.of());
  }

  Unpacked webhook(String event, String connection, ObjectNode body) {
    return unpacked(arrived(event, connection, body.path("id").asText(), Via.WEBHOOK, bytes(body)));
  }

  Unpacked poll(String connection, ObjectNode body) {
    return unpacked(
        arrived("poll/" + body, connection, body.path("id").asText(), Via.POLL, bytes(body)));
  }

  static byte[] bytes(ObjectNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Arrived arrived(String dedupe, String connection, String id, Via via, byte[] body) {
    return new Arrived(connection, "orders", dedupe, id, via, 0, null, null, body);
  }

  Source source() {
    return new Source("inbox", 0, offset++, clock.instant(), null);
  }

  Unpacked unpacked(Arrived arrived) {
    try {
      Understood understood =
          arrived.topic().equals(Arrived.GONE)
              ? new Understood.Readings(List.of())
              : vendor.understand(arrived.topic(), arrived.body());
      return new Unpacked.Usable(source(), arrived, understood);
    } catch (Unusable e) {
      return new Unpacked.Poison(
          source(),
          arrived.connection(),
          arrived,
          "unusable",
          String.valueOf(e.getMessage()),
          arrived.body());
    }
  }

  /** Reads what is due and applies it after all of it was read. */
  void rereadAll() {
    List<Arrived> inbox = new ArrayList<>();
    read(inbox::add);
    inbox.forEach(arrived -> apply(unpacked(arrived)));
  }

  /** Reads what is due; the inbox does with it what the test says. */
  void read(java.util.function.Consumer<Arrived> inbox) {
    RereadWork work =
        rereadWork(arrived -> {
          inbox.accept(arrived);
          return CompletableFuture.<@Nullable Void>completedFuture(null).thenRun(() -> {});
        });
    work.claim(10).forEach(work::read);
  }

  /** Takes what is due to be read, and reads none of it. */
  List<RereadWork.Claimed> claim(int limit) {
    return rereadWork(
            _ -> CompletableFuture.<@Nullable Void>completedFuture(null).thenRun(() -> {}))
        .claim(limit);
  }

  private RereadWork rereadWork(Inbox inbox) {
    return new RereadWork(
        transactions,
        connections,
        inbox,
        letters,
        new RereadWork.Patience(RETRIES, TROUBLE),
        clock);
  }

  void ask(String externalId) {
    run(tx -> rereads.ask(tx, "shop", externalId, "test"));
  }

  String total(String id) {
    return text("select facets->'commercial'->>'total' from replica where external_id = ?", id);
  }

  long count(String table) {
    return Long.parseLong(text("select count(*)::text from " + table));
  }

  String text(String sql, Object... arguments) {
    return transactions
        .get(tx -> Sql.one(tx, row -> row.getString(1), sql, arguments))
        .orElse("none");
  }

  void run(java.util.function.Consumer<java.sql.Connection> work) {
    transactions.run(work);
  }

  Transactions transactions() {
    return transactions;
  }

  static MasterKey master() {
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

  @Override
  public void close() {
    database.close();
  }

  /** Asks nothing of anybody, and has one thing that it cannot take. */
  private static final class SilentFlow implements Flow {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Decision decide(java.sql.Connection tx, Entity entity) {
      entity.replicas().stream()
          .filter(replica -> replica.content().facets().toString().contains(INDIGESTIBLE))
          .findFirst()
          .ifPresent(replica -> {
            throw new IllegalStateException("a defect that only this content shows");
          });
      return new Decision(List.of(), odd(entity), undecided(entity));
    }

    private static Set<String> undecided(Entity entity) {
      return entity.replicas().stream()
          .map(replica -> replica.content().facets().toString())
          .filter(facets -> facets.contains(UNDECIDED))
          .findFirst()
          .map(_ -> Set.of("erp"))
          .orElse(Set.of());
    }

    private static List<Exceptional> odd(Entity entity) {
      return entity.replicas().stream()
          .map(replica -> replica.content().facets().toString())
          .flatMap(facets -> Stream.of("first line", "second line").filter(facets::contains))
          .map(line -> new Exceptional("odd", line))
          .toList();
    }

    @Override
    public void store(java.sql.Connection tx, List<Decided> decided) {}

    @Override
    public void merged(java.sql.Connection tx, String from, String into) {}
  }
}
