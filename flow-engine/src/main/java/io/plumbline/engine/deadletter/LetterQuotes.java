package io.plumbline.engine.deadletter;

import io.plumbline.engine.connector.Quoted;
import io.plumbline.engine.secrecy.Quotes;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;

/** What vendors said in cases that became dead letters; of a record of no entity, nothing. */
@Singleton
public class LetterQuotes {

  private final Quotes quotes;

  public LetterQuotes(Quotes quotes) {
    this.quotes = quotes;
  }

  void keep(Connection tx, long letter, DeadLetter of) {
    Quoted quoted = of.quoted();
    if (quoted != null) {
      entity(tx, of)
          .ifPresent(key ->
              Sql.update(
                  tx,
                  "update dead_letter set quoted = ?, quoted_under = ? where id = ?",
                  quotes.seal(tx, key, quoted.words()),
                  key,
                  letter));
    }
  }

  /** The entity it is about, or whose record could not be read. */
  private static Optional<String> entity(Connection tx, DeadLetter letter) {
    return letter.key() != null
        ? Optional.of(letter.key())
        : Sql.one(
            tx,
            row -> row.getString(1),
            "select key from link where namespace = ? and value = ?",
            letter.connection(),
            letter.externalId());
  }

  /** Empty where nothing was said, or the entity was erased since. */
  public Optional<String> of(Connection tx, long letter) {
    return Sql.one(
            tx,
            row -> quotes.open(tx, row.getString("quoted_under"), row.getBytes("quoted")),
            "select quoted, quoted_under from dead_letter where id = ?",
            letter)
        .flatMap(said -> said);
  }
}
