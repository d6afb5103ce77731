package io.plumbline.engine.connector;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.mapping.Mappings;
import java.time.Clock;

/** Makes a vendor's connectors; one CDI bean per vendor, found by the engine. */
public interface ConnectorFactory {

  /** The vendor's name in configuration. */
  String vendor();

  /**
   * Opens a connector; refuses a connection it cannot serve with an error naming the key and the
   * remedy.
   */
  Connector open(
      Connection connection, Mappings mappings, Throttle throttle, Notes notes, Clock clock);
}
