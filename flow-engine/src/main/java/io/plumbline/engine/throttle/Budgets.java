package io.plumbline.engine.throttle;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** Token buckets in PostgreSQL, one per connection, shared by every replica of the service. */
final class Budgets {

  private final ProxyManager<String> buckets;

  Budgets(DataSource database, Clock clock) {
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
            .table("connection_budget")
            .idColumn("connection")
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .clientClock(meter(clock))
            .build();
  }

  /** Takes the cost, or says how long it takes to come back. */
  Duration take(String connection, Rate rate, int cost) {
    var probe = bucket(connection, rate).tryConsumeAndReturnRemaining(Math.min(cost, rate.most()));
    return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
  }

  /**
   * The vendor's own figure counts: it is less where others spend from the same budget, and more
   * where a call was charged its highest price and given back what it did not use.
   */
  void correct(String connection, Rate rate, long available) {
    BucketProxy bucket = bucket(connection, rate);
    long surplus = bucket.getAvailableTokens() - available;
    if (surplus > 0) {
      bucket.consumeIgnoringRateLimits(surplus);
    } else if (surplus < 0) {
      bucket.addTokens(-surplus);
    }
  }

  /** The vendor grants another rate than we believed. */
  void replace(String connection, Rate rate) {
    bucket(connection, rate)
        .replaceConfiguration(configuration(rate), TokensInheritanceStrategy.AS_IS);
  }

  private BucketProxy bucket(String connection, Rate rate) {
    return buckets.builder().build(connection, () -> configuration(rate));
  }

  private static BucketConfiguration configuration(Rate rate) {
    return BucketConfiguration.builder()
        .addLimit(limit ->
            limit.capacity(rate.most()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
        .build();
  }

  private static TimeMeter meter(Clock clock) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  /**
   * A budget's shape in the vendor's units.
   *
   * @param most what can be saved up
   * @param perSecond what comes back each second
   */
  record Rate(long most, long perSecond) {
    Rate {
      if (most < 1 || perSecond < 1) {
        throw new IllegalArgumentException(
            "expected a budget of at least 1 and 1 per second, found %d and %d"
                .formatted(most, perSecond));
      }
    }
  }
}
