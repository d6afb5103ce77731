package io.plumbline.engine.delivery;

import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Quoted;
import io.plumbline.engine.delivery.Sending.Sent.Refused;
import io.plumbline.engine.secrecy.Quotes;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What a vendor refused and nobody was told of yet: until a person is, or a newer revision says
 * something else, it would be refused again.
 */
@Singleton
class Refusals {

  private final Attempts attempts;
  private final Quotes quotes;

  Refusals(Attempts attempts, Quotes quotes) {
    this.attempts = attempts;
    this.quotes = quotes;
  }

  /** Of the lease's revision, since the delivery was last given up; in their order. */
  List<Refused> untold(Connection tx, Lease lease) {
    return Sql.all(
        tx,
        row -> refused(tx, row),
        """
        select id, detail, quoted from attempt
        where key = ? and connection = ? and revision = ? and outcome = 'rejected'
          and finished_at > coalesce(
            (select max(created_at) from dead_letter
             where kind = 'delivery' and cause = 'rejected' and key = ? and connection = ?),
            '-infinity')
        order by id
        """,
        lease.key(),
        lease.connection(),
        lease.revision(),
        lease.key(),
        lease.connection());
  }

  /** As it was told when it was met. */
  private Refused refused(Connection tx, ResultSet row) throws SQLException {
    Attempt attempt = attempts.get(tx, row.getLong("id"));
    CallFailed failure = new CallFailed(Kind.REJECTED, row.getString("detail"));
    return new Refused(
        attempt,
        quotes
            .open(tx, attempt.key(), row.getBytes("quoted"))
            .map(words -> failure.quoting(Quoted.of(words)))
            .orElse(failure));
  }
}
