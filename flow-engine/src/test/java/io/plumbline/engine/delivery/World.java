package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.deadletter.LetterQuotes;
import io.plumbline.engine.flow.Want;
import io.plumbline.engine.mode.Modes;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.secrecy.Quotes;
import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A database, a vendor and a clock, with the storefront's side of each story. */
final class World implements AutoCloseable {

  static final String ERP = "erp";

  /** Who bought, as the storefront knows it. */
  private static final String PERSON =
      "{\"email\": \"zoe.q@example.test\", \"shippingAddress\": {\"name\": \"Zoë Quackenbush\"}}";

  static final Duration SETTLE = Duration.ofSeconds(4);

  final MutableClock clock = new MutableClock();
  final TestDatabase database = TestDatabase.fresh();
  final TestVendor vendor = new TestVendor(clock);
  final TestConfig config = new TestConfig();
  final MasterKey master = new MasterKey(Base64.getEncoder().encodeToString(new byte[32]));
  final Connection erp;
  final Transactions transactions = new Transactions(database.source());

  /** What the database refused its nodes, also where they tried again. */
  final List<DatabaseFailed> failures = new CopyOnWriteArrayList<>();

  private final EntityKeys keys = new EntityKeys(master);
  private final Deliveries deliveries;

  World() {
    this(4);
  }

  World(int concurrency) {
    erp =
        new Connection(
            ERP,
            "test",
            Role.ERP,
            Mode.LIVE,
            ZoneOffset.UTC,
            vendor.url(),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(5),
            SETTLE,
            concurrency,
            Map.of());
    deliveries =
        new Deliveries(
            new DeadLetters(
                new Outbox(), new TestFlow(), clock, new LetterQuotes(new Quotes(keys))),
            new Fingerprints(master),
            clock);
  }

  Node node() {
    return new Node(this, connector -> connector);
  }

  Node node(UnaryOperator<Connector> around) {
    return new Node(this, around);
  }

  static Content content(String total) {
    ObjectNode commercial = JsonNodeFactory.instance.objectNode().put("total", total);
    return Content.of(Map.of("commercial", commercial), JsonNodeFactory.instance.objectNode());
  }

  /** The storefront says so, and apply has heard it. */
  void storefrontSays(String key, String total) {
    observed(key, "shop", Role.STOREFRONT, key, total);
    transactions.run(
        tx -> deliveries.want(tx, key, new Want(ERP, key, content(total)), clock.instant()));
  }

  /** The storefront says so, and the rules ask nothing of anybody yet. */
  void storefrontKnows(String key, String total) {
    observed(key, "shop", Role.STOREFRONT, key, total);
  }

  /** The one turned out to be the other, as apply merges them. */
  void merges(String from, String into) {
    transactions.run(tx -> {
      deliveries.moved(tx, from, into);
      Sql.update(
          tx, "update replica set key = ? where key = ? and connection <> 'shop'", into, from);
      Sql.update(tx, "delete from replica where key = ?", from);
      Sql.update(tx, "update entity set merged_into = ? where key = ?", into, from);
    });
  }

  /** The ERP's record of the one turned out to be the other's, as apply moves it. */
  void leaves(String from, String into) {
    for (ObjectNode record : vendor.records(from)) {
      observed(into, ERP, Role.ERP, record.path("id").asText(), record.path("total").asText());
    }
    transactions.run(tx -> deliveries.parted(tx, from, into, ERP, clock.instant()));
  }

  /** A poll brought what the ERP says. */
  void erpIsHeard(String key) {
    for (ObjectNode record : vendor.records(key)) {
      observed(key, ERP, Role.ERP, record.path("id").asText(), record.path("total").asText());
    }
  }

  void noLongerWanted(String key) {
    transactions.run(tx -> {
      Sql.update(
          tx, "update replica set deleted = true where key = ? and connection = 'shop'", key);
      deliveries.unwanted(tx, key, ERP);
    });
  }

  void observed(String key, String connection, Role role, String id, String total) {
    observed(key, connection, role, id, total, clock.instant());
  }

  /** What the ERP said when a look at it began then; it arrives now. */
  void erpSaid(String key, String total, @Nullable Instant lookBegan) {
    for (ObjectNode record : vendor.records(key)) {
      observed(key, ERP, Role.ERP, record.path("id").asText(), total, lookBegan);
    }
  }

  private void observed(
      String key,
      String connection,
      Role role,
      String id,
      String total,
      @Nullable Instant lookBegan) {
    Instant now = clock.instant();
    transactions.run(tx -> {
      Sql.update(
          tx,
          "insert into entity (key, data_key, created_at) values (?, ?, ?) on conflict do nothing",
          key,
          keys.create(key),
          now);
      Sql.update(
          tx,
          """
          insert into replica (key, connection, external_id, role, version, content_hash, facets, personal,
                               deleted, occurred_at, observed_at, event_id, evidence, mode, read_at)
          values (?, ?, ?, ?, ?, '', ?::jsonb, ?, false, ?, ?, 'e', '{}', 'live', ?)
          on conflict (connection, external_id) do update set
            version = excluded.version, facets = excluded.facets, observed_at = excluded.observed_at,
            read_at = excluded.read_at
          """,
          key,
          connection,
          id,
          role.name(),
          now.toEpochMilli() * 1000,
          JsonNodeFactory.instance
              .objectNode()
              .set("commercial", JsonNodeFactory.instance.objectNode().put("total", total))
              .toString(),
          keys.seal(tx, key, PERSON.getBytes(StandardCharsets.UTF_8)),
          now,
          now,
          lookBegan);
    });
  }

  void mode(Mode mode) {
    transactions.run(tx -> new Modes().set(tx, ERP, mode, clock.instant()));
  }

  String state(String key) {
    return text("select state from delivery where key = ?", key);
  }

  long count(String sql, Object... arguments) {
    return transactions.get(tx -> Sql.one(tx, row -> row.getLong(1), sql, arguments)).orElseThrow();
  }

  String text(String sql, Object... arguments) {
    return transactions
        .get(tx -> Sql.one(tx, row -> row.getString(1), sql, arguments))
        .orElse("none");
  }

  /** The outcomes published for the entity, in order. */
  List<String> published(String key) {
    return transactions.get(tx ->
        Sql.all(
            tx,
            row -> row.getString(1),
            "select coalesce(payload->>'state', payload->>'outcome') from outbox where key = ? order by id",
            key));
  }

  @Override
  public void close() {
    vendor.close();
    database.close();
  }
}
