package io.plumbline.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.delivery.MutableClock;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.intake.Rereads;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gauges say what the tables hold, with labels that configuration bounds. */
class GaugesIT {

  private final TestDatabase database = TestDatabase.fresh();
  private final AtomicInteger opened = new AtomicInteger();
  private final Transactions transactions = new Transactions(counting(database.source()));
  private int openedBeforeTheBroker = -1;
  private final MutableClock clock = new MutableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Instant reached = clock.instant();
  private final Gauges gauges =
      new Gauges(
          transactions,
          new Connections(List.of(connection()), connection -> new ScriptedConnector(clock)),
          () -> Map.of("erp", reached),
          this::inboxLag,
          meters,
          clock);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void showsZeroWhereNothingIsUnderWay() {
    gauges.read();

    assertThat(value("plumbline.outbox.events")).isZero();
    assertThat(value("plumbline.outbox.age")).isZero();
    assertThat(value("plumbline.rereads", "connection", "erp")).isZero();
    assertThat(value("plumbline.deliveries", "connection", "erp", "state", "dead")).isZero();
    assertThat(value("plumbline.deadletters", "kind", "reread")).isZero();
  }

  /** Mechanism: the order; an absent broker would keep a pooled connection for half a minute. */
  @Test
  void asksTheBrokerBeforeItTakesAConnection() {
    gauges.read();

    assertThat(openedBeforeTheBroker).isZero();
    assertThat(opened).hasValue(1);
  }

  /** Mechanism: only open states are counted; settled rows grow with every order. */
  @Test
  void countsNothingThatIsSettled() {
    gauges.read();

    assertThat(meters.find("plumbline.deliveries").tag("state", "settled").gauge()).isNull();
  }

  /** Mechanism: the partial indexes; without them each of these reads a table that only grows. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "entity_merged | select key from entity where merged_into = 'erp:1'",
        "delivery_open | select count(*) from delivery where state in ('due', 'leased', 'waiting')",
        "delivery_open | select connection, count(*) from delivery where state in ('due', 'leased', 'waiting', 'dead', 'shadowed', 'held') group by 1",
        "delivery_open | select key from delivery where state = 'dead' order by key, connection limit 5"
      })
  void readsByIndexWhatIsAskedAllTheTime(String index, String query) {
    List<String> plan = new ArrayList<>();

    transactions.run(tx -> {
      Sql.update(tx, "set local enable_seqscan = off");
      plan.addAll(Sql.all(tx, row -> row.getString(1), "explain " + query));
    });

    assertThat(String.join("\n", plan)).contains(index);
  }

  @Test
  void showsWhatTheTablesHold() {
    transactions.run(tx -> {
      new Outbox()
          .add(
              tx,
              new Event(
                  "e", "erp:1", "observed", "erp", reached, JsonNodeFactory.instance.objectNode()));
      Sql.update(tx, "update outbox set added_at = ?", reached);
      new Rereads(clock).ask(tx, "erp", "1", "test");
      Sql.update(tx, "insert into entity values ('erp:1', '', null, ?)", reached);
      Sql.update(
          tx,
          """
          insert into delivery (key, connection, reference, revision, content_hash, state, due_at, changed_at)
          values ('erp:1', 'erp', 'erp:1', 1, '', 'dead', ?, ?)
          """,
          reached,
          reached);
      Sql.update(
          tx,
          """
          insert into dead_letter (kind, connection, cause, explanation, evidence, state, created_at)
          values ('reread', 'erp', 'rejected', 'x', '{}', 'open', ?), ('reread', 'erp', 'rejected', 'x', '{}', 'resolved', ?)
          """,
          reached,
          reached);
      Sql.update(tx, "insert into connection_state (connection, breaker) values ('erp', 'open')");
    });
    clock.pass(Duration.ofSeconds(5));

    gauges.read();

    assertThat(value("plumbline.outbox.events")).isOne();
    assertThat(value("plumbline.outbox.age")).isEqualTo(5);
    assertThat(value("plumbline.inbox.lag")).isEqualTo(7);
    assertThat(value("plumbline.rereads", "connection", "erp")).isOne();
    assertThat(value("plumbline.deliveries", "connection", "erp", "state", "dead")).isOne();
    assertThat(value("plumbline.deadletters", "kind", "reread")).isOne();
    assertThat(value("plumbline.connection.breaker", "connection", "erp", "state", "open")).isOne();
    assertThat(value("plumbline.connection.breaker", "connection", "erp", "state", "closed"))
        .isZero();
    assertThat(value("plumbline.watermark.age", "connection", "erp")).isEqualTo(5);
  }

  private long inboxLag() {
    openedBeforeTheBroker = opened.get();
    return 7;
  }

  private DataSource counting(DataSource source) {
    return (DataSource)
        Proxy.newProxyInstance(
            GaugesIT.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                opened.incrementAndGet();
              }
              return method.invoke(source, arguments);
            });
  }

  private double value(String name, String... tags) {
    return meters.get(name).tags(tags).gauge().value();
  }

  private static Connection connection() {
    return new Connection(
        "erp",
        "scripted",
        Role.ERP,
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
}
