package io.plumbline.reconciler.topology;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How topics are made where they do not exist yet. */
@ConfigMapping(prefix = "plumbline.reconciler.topics")
public interface TopicsConfig {

  /** Four tasks keep two cores busy; a topic that exists keeps what it has. */
  @WithDefault("4")
  int partitions();

  /** Absent: the broker's own default. */
  Optional<Short> replication();
}
