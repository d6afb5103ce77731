package io.plumbline.engine.delivery;

import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.breaker.Breakers.Permit;
import io.plumbline.engine.sql.DatabaseServer;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Claims what is due on a connection, as far as the connection may be called. */
@Singleton
class Claiming {

  private final String owner = UUID.randomUUID().toString();
  private final Transactions transactions;
  private final Breakers breakers;
  private final Receipts receipts;
  private final Revival revival;
  private final ServerChange change;
  private final DeliveryConfig config;
  private final Clock clock;

  Claiming(
      Transactions transactions,
      Breakers breakers,
      Receipts receipts,
      Revival revival,
      ServerChange change,
      DeliveryConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.breakers = breakers;
    this.receipts = receipts;
    this.revival = revival;
    this.change = change;
    this.config = config;
    this.clock = clock;
  }

  /** At most that many leases, committed; none on a server that may have forgotten something. */
  List<Lease> next(Target target, int free) {
    Optional<List<Lease>> claimed =
        transactions.get(tx -> {
          Instant now = clock.instant();
          if (!Claims.anything(tx, target.name(), now)) {
            return Optional.of(List.of());
          }
          // In the transaction that claims: a server does not change within one.
          return DatabaseServer.isAnother(tx)
              ? Optional.empty()
              : Optional.of(claim(tx, target, free, now));
        });
    return claimed.orElseGet(() -> {
      change.notice();
      return List.of();
    });
  }

  private List<Lease> claim(Connection tx, Target target, int free, Instant now) {
    recover(tx, target, now);
    Permit permit = breakers.permit(tx, target.name(), config.lease(), now);
    return switch (permit) {
      case NONE -> List.of();
      case PROBE -> probe(tx, target, now);
      case ALL -> {
        revival.inTurn(tx, target.name(), now);
        yield take(tx, target, free, now);
      }
    };
  }

  /** A connection with nothing due is asked by way of a letter it once exhausted. */
  private List<Lease> probe(Connection tx, Target target, Instant now) {
    List<Lease> leases = take(tx, target, 1, now);
    if (leases.isEmpty() && revival.one(tx, target.name(), now)) {
      leases = take(tx, target, 1, now);
    }
    if (leases.isEmpty()) {
      breakers.unused(tx, target.name(), now);
    }
    return leases;
  }

  private List<Lease> take(Connection tx, Target target, int limit, Instant now) {
    return Claims.take(tx, target.name(), owner, limit, now, now.plus(config.lease()));
  }

  /**
   * Leases that ran out: where a call had begun, nobody knows what it did; the rest is simply due.
   */
  private void recover(Connection tx, Target target, Instant now) {
    for (Lease lease : Claims.expired(tx, target.name(), now)) {
      receipts
          .abandoned(tx, lease, now)
          .ifPresentOrElse(
              attempt ->
                  Claims.releaseUnknown(tx, lease, attempt.id(), 0, now.plus(target.settle()), now),
              () -> Claims.release(tx, lease, "due", lease.failures(), now, now));
    }
  }
}
