package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Flow.Decided;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.sql.Sql;
import io.plumbline.order.hold.Holds;
import io.plumbline.order.listing.Orders;
import io.plumbline.order.rules.OrderRules;
import io.plumbline.order.rules.Warehouses;
import io.plumbline.order.sku.KnownSkus;
import io.plumbline.order.sku.SkuAliases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deciding about many orders at once comes to what deciding about each comes to. */
class OrderFlowIT {

  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final EmbeddedPostgres SERVER = EmbeddedPostgres.startTemporary();
  private static int databases;

  private static final Clock CLOCK = Clock.fixed(T, ZoneOffset.UTC);

  private final OrderFlow flow =
      new OrderFlow(
          new OrderRules(List.of("erp"), new Warehouses(List.of("wms"), Map.of(), false), Set.of()),
          new Orders(CLOCK),
          new SkuAliases(CLOCK),
          new KnownSkus(),
          new Holds(CLOCK));
  private Connection tx = connect();

  @BeforeEach
  void migrate() throws SQLException {
    String name = "flow_" + ++databases;
    SERVER.createDatabase(name);
    Flyway.configure()
        .dataSource(SERVER.jdbcUrl(name), SERVER.username(), SERVER.password())
        .locations("classpath:db/engine", "classpath:db/order")
        .outOfOrder(true)
        .load()
        .migrate();
    tx = DriverManager.getConnection(SERVER.jdbcUrl(name), SERVER.username(), SERVER.password());
  }

  @AfterEach
  void disconnect() throws SQLException {
    tx.close();
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void decidesAboutManyAsAboutEach() {
    alias("SKU-1", "SKU-ONE");
    hold("shop:2");
    List<Entity> entities = entities(5);

    List<Decided> together = flow.decide(tx, entities);

    assertThat(together)
        .isEqualTo(entities.stream().map(one -> new Decided(one, flow.decide(tx, one))).toList())
        .hasSize(5);
    assertThat(wanted(together.get(1))).contains("SKU-ONE").doesNotContain("SKU-2");
    assertThat(wanted(together.get(2))).contains("SKU-2").contains("\"operator\":true");
    assertThat(wanted(together.get(3))).doesNotContain("operator");
  }

  @Test
  void keepsEachOrderWithItsExceptionsAndWhatTheErpKnows() {
    List<Entity> entities = entities(70);
    flow.store(tx, flow.decide(tx, entities));

    assertThat(texts("select key || ' ' || number || ' ' || total::text from orders order by key"))
        .hasSize(70)
        .contains("shop:7 #7 107.000000", "shop:69 #69 169.000000");
    assertThat(texts("select key || ' ' || code from order_exception"))
        .containsExactly("shop:0 line-without-sku");
    assertThat(texts("select connection || ' ' || sku from known_sku order by sku"))
        .hasSize(69)
        .contains("erp SKU-7");
  }

  @Test
  void forgetsAnExceptionThatHoldsNoMoreAndKeepsTheFirstTimeOfOneThatDoes() {
    Entity without = entity(0, "");
    flow.store(tx, flow.decide(tx, List.of(without, entity(1, "SKU-1"))));
    List<String> first = texts("select key || since::text from order_exception");

    flow.store(tx, flow.decide(tx, List.of(without)));
    assertThat(texts("select key || since::text from order_exception")).isEqualTo(first);

    flow.store(tx, flow.decide(tx, List.of(entity(0, "SKU-0"))));
    assertThat(texts("select key from order_exception")).isEmpty();
  }

  /** Mechanism: OrderFlow.decide of many, without which each order costs five round trips. */
  @Test
  void asksAsOftenForFiftyAsForFive() {
    assertThat(statements(50)).isLessThan(2 * statements(5));
  }

  private int statements(int orders) {
    List<String> asked = new ArrayList<>();
    Connection counted =
        (Connection)
            Proxy.newProxyInstance(
                OrderFlowIT.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("prepareStatement")) {
                    asked.add((String) arguments[0]);
                  }
                  try {
                    return method.invoke(tx, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    flow.store(counted, flow.decide(counted, entities(orders)));
    return asked.size();
  }

  private static List<Entity> entities(int orders) {
    return IntStream.range(0, orders)
        .mapToObj(number -> entity(number, number == 0 ? "" : "SKU-" + number))
        .toList();
  }

  /** An order that the shop sold and the ERP holds. */
  private static Entity entity(int number, String sku) {
    return new Entity(
        "shop:" + number,
        List.of(
            replica("shop", Role.STOREFRONT, number, sku), replica("erp", Role.ERP, number, sku)));
  }

  private static Replica replica(String connection, Role role, int number, String sku) {
    ObjectNode commercial = JsonNodeFactory.instance.objectNode();
    commercial.put("status", "open").put("number", "#" + number).put("currency", "GBP");
    commercial.put("total", 100 + number + ".00").put("placedAt", T.toString());
    ObjectNode line = commercial.putObject("lines").putObject("1");
    line.put("quantity", "1").put("unitPrice", "1.00");
    if (!sku.isEmpty()) {
      line.put("sku", sku);
    }
    return new Replica(
        connection,
        role,
        String.valueOf(number),
        new Version(T, 0),
        T,
        T,
        false,
        Content.of(Map.of("commercial", commercial), JsonNodeFactory.instance.objectNode()));
  }

  private static String wanted(Decided decided) {
    return decided.decision().desired().toString();
  }

  private void alias(String sku, String alias) {
    Sql.update(
        tx,
        "insert into sku_alias (sku, alias, changed_by, changed_at) values (?, ?, 'ada', ?)",
        sku,
        alias,
        T);
  }

  private void hold(String key) {
    Sql.update(
        tx,
        "insert into order_hold (key, reason, held_by, held_at) values (?, 'fraud', 'ada', ?)",
        key,
        T);
  }

  private List<String> texts(String sql) {
    return Sql.all(tx, row -> row.getString(1), sql);
  }

  private static Connection connect() {
    try {
      return DriverManager.getConnection(
          SERVER.jdbcUrl("postgres"), SERVER.username(), SERVER.password());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
