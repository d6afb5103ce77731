package io.plumbline.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.delivery.MutableClock;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.secrecy.InboxKeys;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a poll puts into the inbox says when the poll began to ask for it. */
class PollIT {

  private final TestDatabase database = TestDatabase.fresh();
  private final Transactions transactions = new Transactions(database.source());
  private final MutableClock clock = new MutableClock();
  private final ScriptedConnector vendor = new ScriptedConnector(clock);
  private final List<Arrived> inbox = new ArrayList<>();

  @AfterEach
  void close() {
    database.close();
  }

  /** Mechanism: the time is taken before the page is asked for, which may take seconds. */
  @Test
  void saysWhenItBeganToRead() {
    vendor.holds("1", "2026-11-21T10:00:00Z", "10.00");
    vendor.meanwhile(() -> clock.pass(Duration.ofSeconds(3)));
    Instant began = clock.instant();

    poll().run();

    assertThat(inbox).extracting(Arrived::readAt).containsExactly(began);
  }

  /** Mechanism: the records first; what fails beside them leaves the poll open and them stored. */
  @Test
  void storesWhatChangedBeforeItListensBeside() {
    vendor.holds("1", "2026-11-21T10:00:00Z", "10.00");
    List<Integer> stored = new ArrayList<>();
    vendor.beside(() -> {
      stored.add(inbox.size());
      throw new CallFailed(CallFailed.Kind.CONFIGURATION, "a scope is lacking");
    });

    assertThatThrownBy(() -> poll().run()).isInstanceOf(CallFailed.class);

    assertThat(stored).containsExactly(1);
    assertThat(state("poll_modified_at")).isPresent();
    assertThat(state("poll_finished_at")).isEmpty();
  }

  private Optional<String> state(String column) {
    return transactions.get(tx ->
        Sql.one(
            tx,
            row -> row.getString(1),
            "select %1$s::text from connection_state where connection = 'shop' and %1$s is not null"
                .formatted(column)));
  }

  /** Mechanism: the cursor waits for our own time where the vendor's clock runs ahead. */
  @Test
  void missesNothingOnceTheVendorsClockIsSetRight() {
    vendor.holds("1", clock.instant().plus(Duration.ofMinutes(3)).toString(), "10.00");
    poll().run();
    clock.pass(Duration.ofSeconds(10));
    vendor.holds("2", clock.instant().minusSeconds(1).toString(), "11.00");
    inbox.clear();

    poll().run();

    assertThat(inbox).extracting(Arrived::externalId).contains("2");
  }

  /** Mechanism: our own waiting for a turn is no failure, after which polls come ever later. */
  @Test
  void comesAgainAsSoonAsUsualHoweverOftenItGotNoTurn() {
    Poll poll = poll();
    vendor.meanwhile(() -> {
      throw new CallFailed(CallFailed.Kind.BUSY, "no turn");
    });
    for (int tries = 0; tries < 5; tries++) {
      assertThatThrownBy(poll::run).isInstanceOf(CallFailed.class);
    }

    clock.pass(Duration.ofSeconds(1));

    assertThat(poll.due()).isTrue();
  }

  /** Mechanism: the time travels in the envelope. */
  @Test
  void keepsItOnTheWay() throws Exception {
    Instant began = clock.instant();

    Arrived opened = throughTheInbox(arrived(began), "none");

    assertThat(opened.readAt()).isEqualTo(began);
  }

  /** Mechanism: what an older version sealed says no time, and is still read. */
  @Test
  void readsAnEnvelopeOfBefore() throws Exception {
    Arrived opened = throughTheInbox(arrived(clock.instant()), "pl_read_at");

    assertThat(opened.readAt()).isNull();
    assertThat(opened.externalId()).isEqualTo("1");
  }

  private Arrived throughTheInbox(Arrived arrived, String without) throws Exception {
    var master = new MasterKey(Base64.getEncoder().encodeToString(new byte[32]));
    var keys = new InboxKeys(master, transactions, clock);
    keys.prefetch(1);
    ProducerRecord<String, byte[]> sealed = Envelope.seal("inbox", arrived, keys, null);
    var record = new ConsumerRecord<>("inbox", 0, 0, sealed.key(), sealed.value());
    sealed.headers().remove(without).forEach(record.headers()::add);
    return Envelope.open(record, keys);
  }

  private static Arrived arrived(Instant readAt) {
    return new Arrived("shop", "poll/order", "d1", "1", Via.POLL, 0, null, readAt, new byte[] {1});
  }

  private Poll poll() {
    return new Poll(
        shop(),
        vendor,
        arrived -> {
          inbox.add(arrived);
          return CompletableFuture.<@Nullable Void>completedFuture(null).thenRun(() -> {});
        },
        (connection, rows) -> rows,
        transactions,
        clock,
        Duration.ofDays(3650));
  }

  private static Connection shop() {
    return new Connection(
        "shop",
        "scripted",
        Role.STOREFRONT,
        Mode.OBSERVE,
        ZoneOffset.UTC,
        URI.create("http://127.0.0.1:1"),
        Map.of(),
        Optional.of(new Connection.Polling(Duration.ofSeconds(1), Duration.ZERO)),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        1,
        Map.of());
  }
}
