package io.plumbline.engine.delivery;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Connector;
import java.time.Duration;

/** A connection with what speaks to it. */
record Target(Connection connection, Connector connector) {

  String name() {
    return connection.name();
  }

  Duration settle() {
    return connection.settle();
  }

  /** Waiting for a turn and the call itself are each bounded by the timeout. */
  Duration longestCall() {
    return connection.timeout().multipliedBy(2);
  }
}
