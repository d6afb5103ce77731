package io.plumbline.reconciler.policy;

import io.plumbline.reconciler.event.Role;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** What the reconciler needs to know of the connections that the flow services serve. */
@ConfigMapping(prefix = "plumbline")
public interface Connections {

  Map<String, Connection> connections();

  /** One external system. */
  interface Connection {

    Role role();

    /** The zone in which its business day begins. */
    @WithDefault("UTC")
    ZoneId zone();

    Optional<Poll> poll();
  }

  /** How often a connection is asked; absent where it tells by itself. */
  interface Poll {
    Duration every();
  }
}
