package io.plumbline.engine.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code plumbline.intake}: what intake accepts and how long it waits. */
@ConfigMapping(prefix = "plumbline.intake")
public interface IntakeConfig {

  /** Vendors send a few hundred kilobytes at most; a webhook above this is answered 413. */
  @WithDefault("2097152")
  int maxBody();

  /** Shopify gives up on an answer after 5 s, so the refusal has to be out before. */
  @WithDefault("4s")
  Duration acknowledgeWithin();

  /**
   * How many webhooks may wait for Kafka at once, each on a worker thread; more are refused at
   * once. Below {@code quarkus.thread-pool.max-threads} (200), since health checks need some too.
   */
  @WithDefault("150")
  int waiting();

  /** How far back the first poll of a connection reads. */
  @WithDefault("30d")
  Duration lookback();

  /** How often a record is read again that the vendor refuses to give; then a dead letter. */
  @WithDefault("3")
  int rereadRetries();

  /**
   * How long a record is read again whose reads fail as if they might succeed later; then a dead
   * letter. Longer than a vendor's usual outage, since meanwhile its watermark rightly stands.
   */
  @WithDefault("1h")
  Duration rereadPatience();

  /** How often due polls and re-reads are looked for. */
  @WithDefault("50ms")
  Duration tick();
}
