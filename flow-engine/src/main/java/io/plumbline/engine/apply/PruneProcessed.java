package io.plumbline.engine.apply;

import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Forgets the deliveries that were applied so long ago that the inbox no longer has them. */
@Singleton
public class PruneProcessed {

  /** Rows per transaction: locks and dead rows stay few, however much there is to forget. */
  private static final int BATCH = 5_000;

  private final Transactions transactions;
  private final int batch;

  @Inject
  public PruneProcessed(Transactions transactions) {
    this(transactions, BATCH);
  }

  PruneProcessed(Transactions transactions, int batch) {
    this.transactions = transactions;
    this.batch = batch;
  }

  /** Forgets what was applied before then, and tells how many that were. */
  public long before(Instant moment) {
    long forgotten = 0;
    int last;
    do {
      last = some(moment);
      forgotten += last;
    } while (last == batch);
    return forgotten;
  }

  private int some(Instant moment) {
    return transactions.get(tx ->
        Sql.update(
            tx,
            """
            delete from processed where (connection, dedupe_key) in (
              select connection, dedupe_key from processed where applied_at < ?
              order by applied_at limit ? for update skip locked)
            """,
            moment,
            batch));
  }
}
