package io.plumbline.engine.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code plumbline.publish}: how events and watermarks leave. */
@ConfigMapping(prefix = "plumbline.publish")
public interface PublishConfig {

  /** The pause between two looks at an empty outbox: most of an event's latency. */
  @WithDefault("15ms")
  Duration look();

  @WithDefault("500")
  int batch();

  /** How often a replica tries for shards that another one holds. */
  @WithDefault("1s")
  Duration claim();

  @WithDefault("200ms")
  Duration watermark();

  /** An unacknowledged event is sent again after this, from the outbox. */
  @WithDefault("30s")
  Duration acknowledgeWithin();
}
