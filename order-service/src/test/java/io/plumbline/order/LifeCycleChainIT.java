package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.plumbline.order.Accord.Excuses;
import io.quarkus.logging.Log;
import io.quarkus.test.junit.QuarkusTest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random deeds on orders, possible and impossible ones, over webhooks that get lost, double and
 * overtake each other and calls that fail. When all is quiet the systems agree, or a person is told
 * why they cannot.
 */
@QuarkusTest
class LifeCycleChainIT extends OnTheWholeChain {

  private static final int ORDERS = 16;

  /** Played every time: it found an edit that only the ERP had heard of when all was cancelled. */
  private static final long FIXED = 4_565_411_829_237_413_678L;

  private static final String FAULTS =
      """
      {"kinds": {"dropWebhook": 0.15, "duplicateWebhook": 0.15, "reorderWebhook": 0.15, "throttle": 0.01,
                 "serverError": 0.01, "dropBeforeEffect": 0.01, "serverErrorAfterEffect": 0.02},
       "webhookDelay": 1500, "seed": %d}
      """;

  /** The fixed one, {@code -Dplumbline.seeds=N} fresh ones besides, or that of plumbline.seed. */
  static LongStream seeds() {
    var only = Long.getLong("plumbline.seed");
    var fresh = new SecureRandom().longs(Integer.getInteger("plumbline.seeds", 0));
    return only == null ? LongStream.concat(LongStream.of(FIXED), fresh) : LongStream.of(only);
  }

  @AfterEach
  void noFaults() {
    shop.control().put("/faults", "{}");
    hall.control().put("/faults", "{}");
    books.control().put("/faults", "{}");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endInAgreementOrWithAReason(long seed) {
    Log.infof("life cycles: seed=%d orders=%d", seed, ORDERS);
    books.know("85123A", "22423", "21730");
    shop.control().put("/faults", FAULTS.formatted(seed));
    hall.control().put("/faults", FAULTS.formatted(seed + 1));
    books.control().put("/faults", FAULTS.formatted(seed + 2));
    var random = new Random(seed);

    var lives = lived(random);
    noFaults();

    lives.forEach(life ->
        Waiting.until(() -> {
          quiet(life.order());
          assertThat(accord(life).complaints())
              .as(
                  "-Dplumbline.seed=%d %s: %s%n%s",
                  seed, life.order().key(), life.told(), seen(life))
              .isEmpty();
        }));
    provesSomething(seed, lives);
  }

  /** Where every order were excused, or nothing impossible tried, it would prove nothing. */
  private void provesSomething(long seed, List<Life> lives) {
    var excused = lives.stream().filter(life -> !excuses(life).letters().isEmpty()).count();
    var done = lives.stream().flatMap(life -> life.told().stream()).toList();
    var refused = done.stream().filter(deed -> deed.matches(".* [45]..")).count();
    Log.infof(
        "life cycles: seed=%d deeds=%d refused=%d void=%d excused=%d of %d orders",
        seed,
        done.size(),
        refused,
        done.stream().filter(deed -> deed.endsWith(" 0")).count(),
        excused,
        ORDERS);
    assertThat(excused)
        .as("orders with a dead letter, -Dplumbline.seed=%d", seed)
        .isLessThan(ORDERS * 3L / 4);
    assertThat(refused)
        .as("refused of %s, -Dplumbline.seed=%d", done, seed)
        .isGreaterThan(ORDERS / 4);
  }

  private List<Life> lived(Random random) {
    var lives = new ArrayList<Future<Life>>();
    try (var people = Executors.newCachedThreadPool()) {
      for (var each = 0; each < ORDERS; each++) {
        var own = new Random(random.nextLong());
        lives.add(
            people.submit(() -> {
              var life = Life.begun(shop, hall, own);
              life.live();
              return life;
            }));
      }
    }
    return lives.stream().map(LifeCycleChainIT::done).toList();
  }

  private static Life done(Future<Life> life) {
    try {
      return life.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a life broke off", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Accord accord(Life life) {
    var order = life.order();
    var inShop =
        shop.control().attempt("GET", "/orders/" + order.id(), "") == 404
            ? MissingNode.getInstance()
            : shop.order(order);
    return new Accord(order, inShop, hall.of(order), books.of(order), excuses(life));
  }

  private Excuses excuses(Life life) {
    var found = look(life.order());
    var dead = found.getList("deliveries.findAll { it.state == 'dead' }.connection", String.class);
    var codes = found.getList("exceptions.code", String.class);
    var lost = shop.control().get("/idle").at("/webhooks/webhooksAbandoned").asInt();
    return new Excuses(new HashSet<>(dead), new HashSet<>(codes), lost > 0);
  }

  private static String seen(Life life) {
    return "%s%n%s%n%s"
        .formatted(
            letters(life.order()),
            exceptions(life.order()),
            given().get("/api/orders/" + life.order().key()).asString());
  }
}
