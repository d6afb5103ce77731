package io.plumbline.engine.delivery;

import io.plumbline.engine.apply.StoredContent;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.flow.Want;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;

/** What has to be brought to which connection: one row says "must reach revision N". */
@Singleton
public class Deliveries {

  /**
   * A database that was put back to a backup does not know which revisions it told since. None is
   * as high as the second in which that was noticed, so they go on from there.
   */
  private static final String FORGOTTEN =
      "(select coalesce(max(extract(epoch from restored_at)), 0)::bigint from applied_offset)";

  private final DeadLetters letters;
  private final Fingerprints fingerprints;
  private final Clock clock;

  public Deliveries(DeadLetters letters, Fingerprints fingerprints, Clock clock) {
    this.letters = letters;
    this.fingerprints = fingerprints;
    this.clock = clock;
  }

  /**
   * The connection ought to say this: a new revision only where the content is new. It wakes what
   * was dead, and waits where an earlier write's outcome is still unknown.
   */
  public void want(Connection tx, String key, Want want, Instant now) {
    boolean renewed =
        Sql.one(
                tx,
                row -> row.getLong(1),
                """
                insert into delivery (key, connection, reference, revision, content_hash, state, due_at, changed_at)
                values (?, ?, ?, %1$s + 1, ?, 'due', ?, ?)
                on conflict (key, connection) do update set
                  revision = greatest(delivery.revision, %1$s) + 1,
                  reference = excluded.reference,
                  content_hash = excluded.content_hash,
                  failures = 0,
                  state = case when delivery.state = 'leased' then 'leased'
                               when delivery.unknown_attempt is not null then 'waiting'
                               else 'due' end,
                  due_at = case when delivery.unknown_attempt is not null
                                then greatest(delivery.due_at, excluded.due_at) else excluded.due_at end,
                  changed_at = excluded.changed_at
                where delivery.content_hash <> excluded.content_hash
                returning revision
                """
                    .formatted(FORGOTTEN),
                key,
                want.connection(),
                want.reference(),
                StoredContent.hash(fingerprints, want.content(), false),
                now,
                now)
            .map(revision -> revision > 1)
            .orElse(false);
    if (renewed) {
      letters.resolve(tx, key, want.connection(), "a newer revision");
    }
  }

  /** Nothing is asked of the connection any more; a call in flight ends as it ends. */
  public void unwanted(Connection tx, String key, String connection) {
    int touched =
        Sql.update(
            tx,
            """
            update delivery set revision = greatest(revision, %s) + 1,
              content_hash = '', failures = 0, changed_at = ?,
              state = case when state = 'leased' then 'leased' else 'unwanted' end
            where key = ? and connection = ? and content_hash <> ''
            """
                .formatted(FORGOTTEN),
            clock.instant(),
            key,
            connection);
    if (touched > 0) {
      letters.resolve(tx, key, connection, "no longer wanted");
    }
  }

  /**
   * The entity turned out to be another one. What was on its way to a connection goes on under the
   * other key; where both were, the other's row stays. What this one's left unknown, or is still
   * sending, stands in the journal, which spans both keys: the row that stays plans nothing before
   * it is known.
   */
  public void moved(Connection tx, String fromKey, String intoKey) {
    Sql.update(
        tx,
        """
        update delivery kept set
          revision = greatest(kept.revision, gone.revision, %s) + 1,
          state = case when kept.state = 'leased' then 'leased' else 'due' end
        from delivery gone
        where gone.key = ? and kept.key = ? and gone.connection = kept.connection
        """
            .formatted(FORGOTTEN),
        fromKey,
        intoKey);
    Sql.update(
        tx,
        """
        delete from delivery gone using delivery kept
        where gone.key = ? and kept.key = ? and gone.connection = kept.connection
        """,
        fromKey,
        intoKey);
    Sql.update(tx, "update delivery set key = ? where key = ?", intoKey, fromKey);
    Sql.update(
        tx, "update dead_letter set key = ? where key = ? and kind = 'delivery'", intoKey, fromKey);
  }

  /**
   * A record in that connection left the one entity for the other: each has to look again at what
   * it has there, under a revision that none of both has written yet.
   */
  public void parted(
      Connection tx, String fromKey, String intoKey, String connection, Instant now) {
    Sql.update(
        tx,
        """
        update delivery set
          revision = greatest(%s, (select max(revision) from delivery
                                   where key in (?, ?) and connection = ?)) + 1,
          failures = 0,
          state = case when state = 'leased' then 'leased'
                       when unknown_attempt is not null then 'waiting'
                       else 'due' end,
          due_at = case when unknown_attempt is not null then greatest(due_at, ?) else ? end,
          changed_at = ?
        where key in (?, ?) and connection = ? and content_hash <> ''
        """
            .formatted(FORGOTTEN),
        fromKey,
        intoKey,
        connection,
        now,
        now,
        now,
        fromKey,
        intoKey,
        connection);
  }
}
