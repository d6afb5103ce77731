package io.plumbline.engine.breaker;

import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection is worth calling, known to every replica of the service: one breaker each,
 * so that a dead vendor costs a probe now and then and the others nothing.
 */
@Singleton
public class Breakers {

  private final BreakerSettings settings;

  public Breakers(BreakerSettings settings) {
    this.settings = settings;
  }

  /** Makes room for a connection's state. */
  public void register(Connection tx, String connection) {
    Sql.update(
        tx,
        "insert into connection_state (connection) values (?) on conflict (connection) do nothing",
        connection);
  }

  /**
   * How many calls may begin now.
   *
   * @param hold how long a probe may take before another is let through
   */
  public Permit permit(Connection tx, String connection, Duration hold, Instant now) {
    Health health = health(tx, connection);
    if (health.pausedUntil() != null && health.pausedUntil().isAfter(now)) {
      return Permit.NONE;
    }
    if (health.breaker().equals("closed")) {
      return Permit.ALL;
    }
    int probes =
        Sql.update(
            tx,
            """
            update connection_state set breaker = 'half-open', probe_at = ?
            where connection = ? and breaker <> 'closed' and probe_at <= ?
            """,
            now.plus(hold),
            connection,
            now);
    return probes == 1 ? Permit.PROBE : Permit.NONE;
  }

  /** The probe found nothing to ask with: the next one may come at once. */
  public void unused(Connection tx, String connection, Instant now) {
    Sql.update(
        tx,
        """
        update connection_state set breaker = 'open', probe_at = ?
        where connection = ? and breaker = 'half-open'
        """,
        now,
        connection);
  }

  /** The vendor answered, whatever it said: the connection lives. */
  public void answered(Connection tx, String connection, Instant now) {
    Sql.update(
        tx,
        """
        update connection_state set
          recovered_at = case when breaker = 'closed' then recovered_at else ? end,
          breaker = 'closed', streak = 0, probe_at = null,
          pause_reason = case when paused_until > ? then pause_reason end
        where connection = ? and (streak > 0 or breaker <> 'closed')
        """,
        now,
        now,
        connection);
  }

  /** A call failed in a way that may be the connection's fault. */
  public Failed failed(Connection tx, String connection, Instant now) {
    register(tx, connection);
    return Sql.one(
            tx,
            row -> new Failed(row.getString(1).equals("open"), row.getInt(2)),
            """
            update connection_state set streak = streak + 1,
              probe_at = case when breaker <> 'closed' or streak + 1 >= ? then ?::timestamptz else probe_at end,
              breaker = case when breaker <> 'closed' or streak + 1 >= ? then 'open' else 'closed' end
            where connection = ? returning breaker, streak
            """,
            settings.failures(),
            now.plus(settings.probe()),
            settings.failures(),
            connection)
        .orElseThrow();
  }

  /** The connection as a whole does not serve us. */
  public void open(Connection tx, String connection, String reason, Instant now) {
    register(tx, connection);
    Sql.update(
        tx,
        """
        update connection_state set breaker = 'open', probe_at = ?, pause_reason = ?, streak = streak + 1
        where connection = ?
        """,
        now.plus(settings.probe()),
        reason,
        connection);
  }

  /** Nobody calls before then; a later pause already in force stays. */
  public void pause(Connection tx, String connection, Instant until, String reason) {
    Sql.update(
        tx,
        """
        insert into connection_state as state (connection, paused_until, pause_reason) values (?, ?, ?)
        on conflict (connection) do update set
          paused_until = greatest(state.paused_until, excluded.paused_until),
          pause_reason = excluded.pause_reason
        """,
        connection,
        until,
        reason);
  }

  public Health health(Connection tx, String connection) {
    return Sql.one(
            tx,
            row ->
                new Health(
                    row.getString("breaker"),
                    Sql.instantOrNull(row, "paused_until"),
                    row.getString("pause_reason")),
            "select breaker, paused_until, pause_reason from connection_state where connection = ?",
            connection)
        .orElse(new Health("closed", null, null));
  }

  /** The right to call. */
  public enum Permit {
    NONE,
    /** One call, which tells whether the connection lives again. */
    PROBE,
    ALL
  }

  /**
   * What a failure did.
   *
   * @param open the failure is the connection's and not counted against what was sent
   * @param streak failures in a row
   */
  public record Failed(boolean open, int streak) {}

  /**
   * A connection as on-call sees it.
   *
   * @param breaker closed, open or half-open
   */
  @Schema(name = "ConnectionHealth", description = "A connection as on-call sees it")
  public record Health(
      @Schema(enumeration = {"closed", "open", "half-open"}) String breaker,
      @Schema(description = "Set where the vendor asked for a pause", nullable = true)
          @Nullable Instant pausedUntil,
      @Schema(nullable = true) @Nullable String reason) {}
}
