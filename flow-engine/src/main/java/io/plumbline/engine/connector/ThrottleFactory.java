package io.plumbline.engine.connector;

import io.plumbline.engine.connection.Connection;

/** Makes the throttle of a connection; one bean in the engine. */
public interface ThrottleFactory {

  Throttle throttle(Connection connection);
}
