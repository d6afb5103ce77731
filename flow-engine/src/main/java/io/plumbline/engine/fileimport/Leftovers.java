package io.plumbline.engine.fileimport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Rows that never reach the inbox: kept with their line, or counted with their reason. */
@Singleton
class Leftovers {

  private final Transactions transactions;
  private final DeadLetters letters;
  private final MasterKey master;
  private final Clock clock;

  Leftovers(Transactions transactions, DeadLetters letters, MasterKey master, Clock clock) {
    this.transactions = transactions;
    this.letters = letters;
    this.master = master;
    this.clock = clock;
  }

  /** Told once, however often the same row is sent. */
  void unusable(String connection, String topic, FileRow row, String explanation) {
    String key = RowKey.of(connection, topic, "", null, row.body());
    transactions.run(tx -> {
      int first =
          Sql.update(
              tx,
              """
              insert into processed (connection, dedupe_key, applied_at) values (?, ?, ?)
              on conflict do nothing
              """,
              connection,
              "poison/" + key,
              clock.instant());
      if (first > 0) {
        letters.open(tx, letter(connection, topic, key, row, explanation));
      }
    });
  }

  private DeadLetter letter(
      String connection, String topic, String key, FileRow row, String explanation) {
    return new DeadLetter(
        DeadLetter.INBOUND,
        connection,
        null,
        "unreadable-" + key.substring(key.indexOf('/') + 1, key.indexOf('/') + 17),
        topic,
        "unusable",
        "line %d: %s".formatted(row.line(), explanation),
        JsonNodeFactory.instance.objectNode().put("via", "file").put("line", row.line()),
        master.seal(row.body(), DeadLetter.SEALED_AS));
  }

  void filtered(String connection, String reason) {
    transactions.run(tx ->
        Sql.update(
            tx,
            """
            insert into counted (connection, reason, day, records) values (?, ?, ?, 1)
            on conflict (connection, reason, day) do update set records = counted.records + 1
            """,
            connection,
            reason,
            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
  }
}
