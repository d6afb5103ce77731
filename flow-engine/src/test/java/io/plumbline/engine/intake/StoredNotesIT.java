package io.plumbline.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.Notes;
import io.plumbline.engine.connector.Notes.Note;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said beside records is kept, and what is news of a record has it read again. */
class StoredNotesIT {

  private static final Instant T1 = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant T2 = T1.plusSeconds(60);
  private static final Instant T3 = T2.plusSeconds(60);

  private static final Duration LOOKBACK = Duration.ofDays(30);

  private final TestDatabase database = TestDatabase.fresh();
  private final Transactions transactions = new Transactions(database.source());
  private final Notes notes = notes("shop");

  @AfterEach
  void close() {
    database.close();
  }

  /** Mechanism: news is kept with what is said, and outlives the process that heard it. */
  @Test
  void hasReadAgainWhatAnotherProcessHeard() {
    notes.keep(List.of(note("1", "a", T2, "pending")), T3, "p1");

    notes("shop").readAgain(T1, 10);

    assertThat(asked()).containsExactly("1");
  }

  /** Mechanism: the body is compared; what is heard again says nothing new. */
  @Test
  void takesForNewsWhatSaysSomethingElse() {
    notes.keep(List.of(note("1", "a", T2, "pending"), note("2", "b", T2, "pending")), T3, "p");
    notes.readAgain(T1, 10);
    assertThat(asked()).containsExactly("1", "2");

    notes.keep(List.of(note("1", "a", T2, "paid"), note("2", "b", T2, "pending")), T3, "p");
    notes.readAgain(T1, 10);

    assertThat(asked()).containsExactly("1");
    assertThat(said("1")).containsExactly("paid");
  }

  /** Mechanism: news ends with the ask, in its transaction. */
  @Test
  void asksOnceForOnePieceOfNews() {
    notes.keep(List.of(note("1", "a", T2, "pending"), note("1", "b", T2, "pending")), T3, "p");
    notes.readAgain(T1, 10);
    assertThat(asked()).containsExactly("1");

    notes.readAgain(T1, 10);

    assertThat(asked()).isEmpty();
  }

  /** Mechanism: the look-back bounds what is sent for when it is first heard, and no change. */
  @Test
  void sendsForNoRecordFromBeforeTheLookback() {
    Instant old = T1.minus(LOOKBACK).minusSeconds(1);
    notes.keep(List.of(note("1", "a", old, "paid")), T3, "p");
    notes.readAgain(Instant.EPOCH, 10);
    var first = asked();

    notes.keep(List.of(note("1", "a", old, "failed")), T3, "p");
    notes.readAgain(Instant.EPOCH, 10);

    assertThat(first).isEmpty();
    assertThat(asked()).containsExactly("1");
  }

  /** Mechanism: {@code read_at}; a page that was asked for before never overwrites a later one. */
  @Test
  void keepsWhatWasAskedForLater() {
    notes.keep(List.of(note("1", "a", T1, "pending")), T1, "p");
    notes.keep(List.of(note("1", "a", T1, "paid")), T3, "p");

    notes.keep(List.of(note("1", "a", T1, "pending")), T2, "p");

    assertThat(said("1")).containsExactly("paid");
  }

  /** Mechanism: the newest first, no more at once, none from before. */
  @Test
  void asksForSoManyOfTheNewest() {
    notes.keep(
        List.of(
            note("1", "a", T1, "x"),
            note("2", "b", T2, "x"),
            note("3", "c", T3, "x"),
            note("4", "d", T1.minusSeconds(1), "x")),
        T3,
        "p");

    notes.readAgain(T1, 2);
    var first = asked();
    notes.readAgain(T1, 2);

    assertThat(first).containsExactly("2", "3");
    assertThat(asked()).containsExactly("1");
  }

  /** Mechanism: one transaction; how far it came never says more than what is kept. */
  @Test
  void keepsProgressOnlyWithTheNotes() {
    notes.keep(List.of(note("1", "a", T1, "x")), T1, "p1");

    assertThatThrownBy(() -> notes.keep(List.of(note("2\u0000", "b", T1, "x")), T2, "p2"))
        .isInstanceOf(DatabaseFailed.class);

    assertThat(notes.progress()).contains("p1");
  }

  @Test
  void tellsOneConnectionNothingOfAnother() {
    notes.keep(List.of(note("1", "a", T1, "x")), T1, "p");
    var other = notes("another");

    other.readAgain(T1, 10);

    assertThat(other.progress()).isEmpty();
    assertThat(other.of(List.of("1"))).isEmpty();
    assertThat(asked()).isEmpty();
  }

  @Test
  void saysTheOldestFirst() {
    notes.keep(
        List.of(note("1", "10", T1, "b"), note("1", "9", T1, "a"), note("1", "8", T2, "c")),
        T3,
        "p");

    assertThat(said("1")).containsExactly("a", "b", "c");
  }

  private List<String> said(String record) {
    return notes.of(List.of(record)).getOrDefault(record, List.of()).stream()
        .map(note -> new String(note.body(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Takes away the asks there are. */
  private List<String> asked() {
    return transactions.get(tx ->
        Sql.all(
                tx,
                row -> row.getString(1),
                "delete from reread where connection = 'shop' returning external_id")
            .stream()
            .sorted()
            .toList());
  }

  private static Note note(String record, String id, Instant at, String body) {
    return new Note(record, id, at, body.getBytes(StandardCharsets.UTF_8));
  }

  private Notes notes(String connection) {
    var clock = Clock.fixed(T1, ZoneOffset.UTC);
    return new StoredNotes(transactions, new Rereads(clock), clock, LOOKBACK)
        .notes(
            new Connection(
                connection,
                "scripted",
                Role.STOREFRONT,
                Mode.OBSERVE,
                ZoneOffset.UTC,
                URI.create("http://127.0.0.1:1"),
                Map.of(),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                Map.of()));
  }
}
