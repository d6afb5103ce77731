package io.plumbline.engine.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code plumbline.connections}: the external systems of this installation, by name. */
@ConfigMapping(prefix = "plumbline.connections")
public interface ConnectionsConfig {

  @WithParentName
  Map<String, ConnectionConfig> byName();

  /** One external system. */
  interface ConnectionConfig {
    String vendor();

    Role role();

    /** Nothing is written anywhere until somebody asks for it. */
    @WithDefault("observe")
    Mode mode();

    @WithDefault("UTC")
    String zone();

    /** Read by whoever checks it, so that a mistake is told with its remedy. */
    String url();

    Map<String, @WithConverter(EmptyToo.class) String> secrets();

    Optional<PollConfig> poll();

    /** Without it nobody can tell a system that only pushes and fell silent from one at rest. */
    Optional<Duration> expectedEvery();

    @WithDefault("5s")
    Duration timeout();

    @WithDefault("4s")
    Duration settle();

    @WithDefault("8")
    int concurrency();

    Map<String, @WithConverter(EmptyToo.class) String> settings();
  }

  /** How often a listing is read, and how far back each time. */
  interface PollConfig {
    Duration every();

    @WithDefault("2m")
    Duration overlap();
  }
}
