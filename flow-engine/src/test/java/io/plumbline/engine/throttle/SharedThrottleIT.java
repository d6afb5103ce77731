package io.plumbline.engine.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.breaker.BreakerSettings;
import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.Throttle;
import io.plumbline.engine.delivery.MutableClock;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.sql.Transactions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas of a service on one connection's budget and places; waiting moves the clock. */
class SharedThrottleIT {

  private final MutableClock clock = new MutableClock();
  private final TestDatabase database = TestDatabase.fresh();
  private final Transactions transactions = new Transactions(database.source());
  private final Breakers breakers = new Breakers(new BreakerSettings(5, Duration.ofSeconds(5)));

  @AfterEach
  void close() {
    database.close();
  }

  private Throttle throttle(int concurrency, Map<String, String> settings) {
    transactions.run(tx -> breakers.register(tx, "erp"));
    var connection =
        new Connection(
            "erp",
            "test",
            Role.ERP,
            Mode.LIVE,
            ZoneOffset.UTC,
            URI.create("http://127.0.0.1"),
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(4),
            concurrency,
            settings);
    return new SharedThrottles(database.source(), transactions, breakers, clock, clock::pass)
        .throttle(connection);
  }

  /** Mechanism: places are rows that both replicas see. */
  @Test
  void replicasShareThePlaces() {
    Throttle one = throttle(2, Map.of());
    Throttle other = throttle(2, Map.of());
    Throttle.Slot first = one.take(1);
    other.take(1);

    assertThatThrownBy(() -> one.take(1))
        .isInstanceOfSatisfying(
            CallFailed.class, failed -> assertThat(failed.kind()).isEqualTo(CallFailed.Kind.BUSY));
    clock.pass(Duration.ofSeconds(-5));
    first.close();

    assertThat(other.take(1)).isNotNull();
  }

  /** Mechanism: the lease on a place whose owner died. */
  @Test
  void aDeadOwnersPlaceComesFree() {
    Throttle dying = throttle(1, Map.of());
    dying.take(1);

    clock.pass(Duration.ofSeconds(10));

    assertThat(throttle(1, Map.of()).take(1)).isNotNull();
  }

  /** Mechanism: a place is freed by its owner only, not by one whose lease was taken over. */
  @Test
  void closingAPlaceThatWasTakenOverFreesNothing() {
    Throttle.Slot stale = throttle(1, Map.of()).take(1);
    clock.pass(Duration.ofSeconds(10));
    throttle(1, Map.of()).take(1);

    stale.close();

    assertThatThrownBy(() -> throttle(1, Map.of()).take(1)).isInstanceOf(CallFailed.class);
  }

  /** Mechanism: a hundred calls, each freeing its place. */
  @Test
  void leaksNoPlace() {
    Throttle throttle = throttle(1, Map.of());
    Instant before = clock.instant();

    for (int i = 0; i < 100; i++) {
      throttle.take(1).close();
    }

    assertThat(clock.instant()).isEqualTo(before);
  }

  /** Mechanism: the token bucket in PostgreSQL. */
  @Test
  void replicasShareTheBudgetAndWaitForItToComeBack() {
    var settings = Map.of("budget", "100", "budget-per-second", "50");
    Throttle one = throttle(8, settings);
    Throttle other = throttle(8, settings);
    Instant before = clock.instant();
    one.take(60).close();
    other.take(40).close();
    assertThat(clock.instant()).isEqualTo(before);

    one.take(50).close();

    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void refusesWhatIsNotToBeHadInTime() {
    Throttle throttle = throttle(8, Map.of("budget", "100", "budget-per-second", "10"));
    throttle.take(100).close();

    assertThatThrownBy(() -> throttle.take(60))
        .isInstanceOfSatisfying(
            CallFailed.class,
            failed -> assertThat(failed.retryAfter()).contains(Duration.ofSeconds(6)));
  }

  /** Mechanism: the vendor's own signal corrects what we believe. */
  @Test
  void believesTheVendorAboutWhatIsLeft() {
    Throttle throttle = throttle(8, Map.of());
    throttle.take(1).close();
    throttle.observed(10, 100, 10);
    Instant before = clock.instant();

    throttle.take(30).close();

    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(2));
  }

  /** Mechanism: what the vendor gives back of a call's highest price is added to our budget. */
  @Test
  void spendsWhatTheVendorGivesBack() {
    Throttle throttle = throttle(8, Map.of());
    throttle.observed(100, 100, 10);
    throttle.take(100).close();
    throttle.observed(95, 100, 10);
    Instant before = clock.instant();

    throttle.take(90).close();

    assertThat(clock.instant()).isEqualTo(before);
  }

  /** Mechanism: the pause in the connection's state. */
  @Test
  void aPauseHoldsEveryReplica() {
    throttle(8, Map.of()).pause(Duration.ofSeconds(3));
    Instant before = clock.instant();

    throttle(8, Map.of()).take(1).close();

    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void namesTheKeyOfABudgetItCannotRead() {
    assertThatThrownBy(() -> throttle(8, Map.of("budget-per-second", "fast")))
        .hasMessageContaining("plumbline.connections.erp.settings.budget-per-second");
  }
}
