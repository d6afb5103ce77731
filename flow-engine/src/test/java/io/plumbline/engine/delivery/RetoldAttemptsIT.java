package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.delivery.TestVendor.Fault;
import io.plumbline.engine.observation.CanonicalJson;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was told of attempts is told again as it was. */
class RetoldAttemptsIT {

  private static final String KEY = "shop:1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world = new World();
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  /**
   * Mechanism: the doubt about an attempt is kept beside what came of it, and attempts of earlier
   * revisions are told too.
   */
  @Test
  void tellsTheDoubtThereWasAndEveryRevision() {
    world.vendor.next(new Fault.NoAnswer(true, true));
    world.storefrontSays(KEY, "10.00");
    node.work();
    world.clock.pass(World.SETTLE);
    node.work();
    world.clock.pass(World.SETTLE);
    world.storefrontSays(KEY, "12.00");
    node.work();
    List<String> told = told();
    assertThat(world.published(KEY)).containsExactly("unknown", "delivered", "delivered");

    List<String> again = again();

    assertThat(again).isEqualTo(told);
  }

  private List<String> told() {
    return world.transactions.get(tx ->
        Sql.all(
            tx,
            row -> row.getString("event_id") + " " + sorted(row.getString("payload")),
            "select event_id, payload from outbox where type = 'delivered' order by id"));
  }

  private List<String> again() {
    var attempts = new Attempts(new EntityKeys(world.master));
    var connections = new Connections(List.of(world.erp), _ -> node.target.connector());
    var published =
        new PublishedAttempts(
            attempts, new Receipts(attempts, new Outbox(), connections, new TestFlow()));
    return world.transactions.get(tx ->
        published.ended(tx, List.of(KEY)).stream()
            .map(event -> event.id() + " " + sorted(event.payload().toString()))
            .toList());
  }

  /** PostgreSQL keeps the members in an order of its own. */
  private static String sorted(String json) {
    try {
      return new String(CanonicalJson.bytes(JSON.readTree(json)), StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
