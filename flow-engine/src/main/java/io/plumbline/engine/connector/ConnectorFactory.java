package io.plumbline.engine.connector;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.mapping.Mappings;
import java.time.Clock;
import java.util.Set;

/** Makes a vendor's connectors; one CDI bean per vendor, found by the engine. */
public interface ConnectorFactory {

  /** The vendor's name in configuration. */
  String vendor();

  /**
   * The free settings that a connection of this vendor may have; a name that ends in {@code .*}
   * stands for all that begin so. Any other stops the start, since nobody would read it.
   */
  default Set<String> settings() {
    return Set.of();
  }

  /**
   * Opens a connector; refuses a connection it cannot serve with an error naming the key and the
   * remedy.
   */
  Connector open(
      Connection connection, Mappings mappings, Throttle throttle, Notes notes, Clock clock);
}
