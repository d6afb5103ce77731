package io.plumbline.engine.intake;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Notes;
import io.plumbline.engine.connector.NotesFactory;
import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps notes in the service's own database; what is news there becomes a re-read. */
@Singleton
public class StoredNotes implements NotesFactory {

  private static final String UPSERT =
      """
      insert into note (connection, external_id, id, at, body, read_at, news)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (connection, external_id, id) do update
      set at = excluded.at, body = excluded.body, read_at = excluded.read_at, news = true
      where note.body <> excluded.body and note.read_at <= excluded.read_at
      """;

  private final Transactions transactions;
  private final Rereads rereads;
  private final Clock clock;
  private final Duration lookback;

  @Inject
  public StoredNotes(Transactions transactions, Rereads rereads, Clock clock, IntakeConfig config) {
    this(transactions, rereads, clock, config.lookback());
  }

  StoredNotes(Transactions transactions, Rereads rereads, Clock clock, Duration lookback) {
    this.transactions = transactions;
    this.rereads = rereads;
    this.clock = clock;
    this.lookback = lookback;
  }

  @Override
  public Notes notes(Connection connection) {
    return new Stored(connection.name(), transactions, rereads, clock, lookback);
  }

  private record Stored(
      String connection, Transactions transactions, Rereads rereads, Clock clock, Duration lookback)
      implements Notes {

    @Override
    public Optional<String> progress() {
      return transactions.get(tx ->
          Sql.one(
              tx,
              row -> row.getString(1),
              """
              select notes_progress from connection_state
              where connection = ? and notes_progress is not null
              """,
              connection));
    }

    @Override
    public void keep(List<Note> notes, Instant readAt, String progress) {
      transactions.run(tx -> {
        put(tx, notes, readAt);
        Sql.update(
            tx,
            """
            insert into connection_state (connection, notes_progress) values (?, ?)
            on conflict (connection) do update set notes_progress = excluded.notes_progress
            """,
            connection,
            progress);
      });
    }

    /** A record from before the look-back is not sent for: a note first heard is no reason to. */
    private void put(java.sql.Connection tx, List<Note> notes, Instant readAt) {
      Instant newsFrom = clock.instant().minus(lookback);
      try (PreparedStatement upsert = tx.prepareStatement(UPSERT)) {
        for (Note note : notes) {
          upsert.setString(1, connection);
          upsert.setString(2, note.externalId());
          upsert.setString(3, note.id());
          upsert.setTimestamp(4, Timestamp.from(note.at()));
          upsert.setBytes(5, note.body());
          upsert.setTimestamp(6, Timestamp.from(readAt));
          upsert.setBoolean(7, !note.at().isBefore(newsFrom));
          upsert.addBatch();
        }
        upsert.executeBatch();
      } catch (SQLException e) {
        throw new DatabaseFailed(e);
      }
    }

    /** Each in a transaction of its own: applying locks several re-reads in another order. */
    @Override
    public void readAgain(Instant from, int most) {
      List<String> waiting =
          transactions.get(tx ->
              Sql.all(
                  tx,
                  row -> row.getString(1),
                  """
                  select external_id from note where connection = ? and news and at >= ?
                  group by external_id order by max(at) desc, external_id limit ?
                  """,
                  connection,
                  from,
                  most));
      waiting.forEach(externalId -> transactions.run(tx -> readAgain(tx, externalId)));
    }

    private void readAgain(java.sql.Connection tx, String externalId) {
      Sql.update(
          tx,
          "update note set news = false where connection = ? and external_id = ? and news",
          connection,
          externalId);
      rereads.ask(tx, connection, externalId, "something else is said beside it");
    }

    @Override
    public Map<String, List<Note>> of(Collection<String> externalIds) {
      if (externalIds.isEmpty()) {
        return Map.of();
      }
      return transactions
          .get(tx ->
              Sql.all(
                  tx,
                  row ->
                      new Note(
                          row.getString("external_id"),
                          row.getString("id"),
                          Sql.instant(row, "at"),
                          row.getBytes("body")),
                  """
                  select external_id, id, at, body from note
                  where connection = ? and external_id = any (?)
                  order by at, length(id), id
                  """,
                  connection,
                  externalIds.toArray(String[]::new)))
          .stream()
          .collect(Collectors.groupingBy(Note::externalId));
    }
  }
}
