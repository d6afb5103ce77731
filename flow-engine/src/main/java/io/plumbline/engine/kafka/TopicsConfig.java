package io.plumbline.engine.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code plumbline.topics}: how a flow's topics are made where they do not exist. */
@ConfigMapping(prefix = "plumbline.topics")
public interface TopicsConfig {

  /** The most replicas that can share a flow's work. */
  @WithDefault("6")
  int partitions();

  @WithDefault("1")
  short replicas();

  /** How long the inbox is kept, and with it its keys. */
  @WithDefault("7d")
  Duration inboxRetention();

  /** How long start waits for a broker. */
  @WithDefault("60s")
  Duration patience();
}
