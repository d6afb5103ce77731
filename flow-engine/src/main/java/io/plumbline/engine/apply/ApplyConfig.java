package io.plumbline.engine.apply;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code plumbline.apply}: how the inbox is worked through. */
@ConfigMapping(prefix = "plumbline.apply")
public interface ApplyConfig {

  /** Records per transaction: enough to spread a commit's cost, few enough to redo. */
  @WithDefault("200")
  int batch();

  /** The longest pause between two tries while the database or the broker is away. */
  @WithDefault("5s")
  Duration backoff();
}
