package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.order.Accounts.Acknowledged;
import io.plumbline.sandbox.hostile.Mutations;
import io.quarkus.logging.Log;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes to the webhook door with a valid signature is answered 200 and accounted for, and
 * what comes behind it gets through. {@code -Dplumbline.hostile.seed=S} sends others, {@code
 * -Dplumbline.hostile.tries=N} as many.
 */
@QuarkusTest
class HostileWebhooksIT extends OnRealParts {

  private static final String TOPIC = "orders/updated";
  private static final long SEED = Long.getLong("plumbline.hostile.seed", 20_261_121);
  private static final int TRIES = Integer.getInteger("plumbline.hostile.tries", 400);
  private static final AtomicLong IDS = new AtomicLong(9_900_000_000_000L);

  @Inject Transactions transactions;
  @Inject Connections connections;

  private final List<Acknowledged> sent = new ArrayList<>();
  private Accounts accounts;

  @BeforeEach
  void open() {
    accounts = new Accounts(transactions, connections);
  }

  @AfterEach
  void leaveNothingOpen() {
    accounts.discardLetters(sent);
  }

  /** Mechanism: no payload stops the apply loop, and what is not applied is a dead letter. */
  @Test
  void accountsForEveryMutationAndGoesOn() {
    Log.infof("hostile webhooks: seed=%d tries=%d", SEED, TRIES);
    var order = sold();
    var countedBefore = accounts.counted();

    for (int n = 0; n < TRIES; n++) {
      var mutation = Mutations.of(another(order).toString(), SEED + n);
      var id = UUID.randomUUID().toString();
      boolean fits = mutation.body().length <= EmulatedSystems.LARGEST_BODY;
      var answer = Signed.webhook(mutation.body(), id).post(path(TOPIC));
      assertThat(answer.statusCode()).as("answer to %s", mutation).isEqualTo(fits ? 200 : 413);
      if (fits) {
        sent.add(new Acknowledged(id, TOPIC, mutation.body(), mutation.toString()));
      }
    }

    OrdersIT.applied();
    accounts.assertNoneIsLost(sent, countedBefore);
    assertThat(accounts.letterCount(sent)).as("dead letters").isBetween(1, sent.size() - 1);
    healthyOneGetsThrough();
  }

  /** Mechanism: names of strangers are replaced where no table can hold them (Arrived). */
  @Test
  void takesWhatIsAddressedBadly() {
    var long3000 = text(3_000);
    for (var topic :
        List.of(
            "%00", "orders%00/create", long3000, "%ED%A0%80", "%F0%9F%98%80", "..%2F..%2Fetc")) {
      var body = another(sold()).put("note", topic).toString();
      var id = UUID.randomUUID().toString();
      accepted(Signed.webhook(body, id), path(topic));
    }
    for (var id : List.of(long3000 + 1, text(6_000), "h\u00e9\u00e9", "' or 1=1 --")) {
      accepted(Signed.webhook(another(sold()).toString(), id), path(TOPIC));
    }

    OrdersIT.applied();
    healthyOneGetsThrough();
  }

  /** Mechanism: the dedupe key; a body under another's id is a repetition to us. */
  @Test
  void takesAReplayOnce() {
    var order = another(sold());
    var id = UUID.randomUUID().toString();
    for (int times = 0; times < 3; times++) {
      accepted(Signed.webhook(order.toString(), id), path(TOPIC));
    }
    accepted(
        Signed.webhook(order.deepCopy().put("current_total_price", "0.01").toString(), id),
        path(TOPIC));

    OrdersIT.applied();
    var timeline =
        given()
            .get("/api/orders/shopify-eu:" + order.path("id").asText() + "/timeline")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(timeline.getList("findAll { it.kind == 'observation' }")).hasSize(1);
  }

  /** Mechanism: bodies are taken as they were signed, never unpacked. */
  @Test
  void neverUnpacksWhatSaysItIsPacked() {
    var id = UUID.randomUUID().toString();
    var bomb = zipped(new byte[20_000_000]);
    accepted(Signed.webhook(bomb, id).header("Content-Encoding", "gzip"), path(TOPIC));
    sent.add(new Acknowledged(id, TOPIC, bomb, "a bomb"));

    OrdersIT.applied();
    accounts.assertNoneIsLost(sent, accounts.counted());
    assertThat(accounts.letterCount(sent)).isEqualTo(1);
  }

  private static void accepted(RequestSpecification webhook, String path) {
    assertThat(webhook.urlEncodingEnabled(false).post(path).statusCode())
        .as("answer at %s", path.length() > 80 ? path.substring(0, 80) : path)
        .isEqualTo(200);
  }

  private void healthyOneGetsThrough() {
    books.know("85123A");
    OrdersIT.settled(shop.sells("85123A"));
  }

  /** An order of a channel that others bring to the ERP. */
  private ObjectNode sold() {
    return shop.sells("85123A").payload().<ObjectNode>deepCopy().put("source_name", "pos");
  }

  private static ObjectNode another(ObjectNode order) {
    var id = IDS.incrementAndGet();
    return order
        .deepCopy()
        .put("id", id)
        .put("admin_graphql_api_id", "gid://shopify/Order/" + id)
        .put("name", "#H" + id);
  }

  private static String path(String topic) {
    return "/webhooks/shopify-eu/" + topic;
  }

  /** No index takes a row of it, packed or not. */
  private static String text(int length) {
    return new Random(SEED + length)
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] zipped(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
