package io.plumbline.engine.connection;

import io.plumbline.engine.connection.ConnectionsConfig.ConnectionConfig;
import io.plumbline.engine.connector.CheckedConnector;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.ConnectorFactory;
import io.plumbline.engine.connector.NotesFactory;
import io.plumbline.engine.connector.ThrottleFactory;
import io.plumbline.engine.mapping.Mappings;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configured connections and their connectors, opened once, at start. */
@Singleton
public class Connections {

  /** Below zero, so that zero is longer. */
  private static final Duration NOTHING = Duration.ofNanos(-1);

  private final Map<String, Connection> connections;
  private final Map<String, Connector> connectors;

  @Inject
  Connections(
      ConnectionsConfig config,
      @All List<ConnectorFactory> factories,
      Mappings mappings,
      ThrottleFactory throttles,
      NotesFactory notes,
      Clock clock) {
    this(
        config.byName().entrySet().stream()
            .map(entry -> connection(entry.getKey(), entry.getValue()))
            .toList(),
        connection ->
            checked(connection, factory(connection, factories))
                .open(
                    connection,
                    mappings,
                    throttles.throttle(connection),
                    notes.notes(connection),
                    clock));
  }

  public Connections(Collection<Connection> connections, Function<Connection, Connector> open) {
    this.connections =
        connections.stream()
            .collect(
                Collectors.toMap(
                    Connection::name, connection -> connection, (a, b) -> a, TreeMap::new));
    this.connectors =
        connections.stream()
            .collect(
                Collectors.toMap(
                    Connection::name,
                    connection -> new CheckedConnector(connection.name(), open.apply(connection))));
  }

  public Collection<Connection> all() {
    return connections.values();
  }

  public Optional<Connection> find(String name) {
    return Optional.ofNullable(connections.get(name));
  }

  /** The connection, or an error that names the key to set. */
  public Connection named(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  public Connector connector(String name) {
    return Optional.ofNullable(connectors.get(name)).orElseThrow(() -> unknown(name));
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "plumbline.connections.%s: expected a configured connection, found %s. Add it, or remove what refers to it."
            .formatted(name, connections.keySet()));
  }

  private static ConnectorFactory factory(Connection connection, List<ConnectorFactory> factories) {
    return factories.stream()
        .filter(factory -> factory.vendor().equals(connection.vendor()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "plumbline.connections.%s.vendor: expected one of %s, found '%s'. Correct the vendor's name."
                    .formatted(
                        connection.name(),
                        factories.stream().map(ConnectorFactory::vendor).sorted().toList(),
                        connection.vendor())));
  }

  private static ConnectorFactory checked(Connection connection, ConnectorFactory factory) {
    new WrittenConnection(connection.name()).known(connection.settings(), factory);
    return factory;
  }

  private static Connection connection(String name, ConnectionConfig config) {
    var written = new WrittenConnection(name);
    return new Connection(
        name,
        config.vendor(),
        config.role(),
        config.mode(),
        written.zone(config.zone()),
        written.url(config.url()),
        written.secrets(config.secrets()),
        config
            .poll()
            .map(poll ->
                new Connection.Polling(
                    written.longer("poll.every", Duration.ZERO, poll.every()),
                    written.longer("poll.overlap", NOTHING, poll.overlap()))),
        written.expectedEvery(config.expectedEvery(), config.poll().isPresent()),
        written.longer("timeout", Duration.ZERO, config.timeout()),
        written.longer("settle", NOTHING, config.settle()),
        written.atLeastOne("concurrency", config.concurrency()),
        written.settings(config.settings()));
  }
}
