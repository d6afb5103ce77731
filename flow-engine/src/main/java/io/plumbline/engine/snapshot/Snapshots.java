package io.plumbline.engine.snapshot;

import io.plumbline.engine.apply.ObservedEvents;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens a connection's snapshot. */
@Singleton
public class Snapshots {

  private final Connections connections;
  private final Transactions transactions;
  private final ObservedEvents events;
  private final Clock clock;

  public Snapshots(
      Connections connections,
      Transactions transactions,
      Flow flow,
      Fingerprints fingerprints,
      Clock clock) {
    this.connections = connections;
    this.transactions = transactions;
    this.events = new ObservedEvents(flow, fingerprints);
    this.clock = clock;
  }

  /** Empty where no connection of that name is configured. */
  public Optional<Snapshot> of(String connection) {
    return connections
        .find(connection)
        .map(found ->
            new Snapshot(
                connections.connector(connection), ids -> keys(connection, ids), events, clock));
  }

  private Map<String, String> keys(String connection, Collection<String> externalIds) {
    return transactions
        .get(tx ->
            Sql.all(
                tx,
                row -> Map.entry(row.getString(1), row.getString(2)),
                "select value, key from link where namespace = ? and value = any (?)",
                connection,
                externalIds.toArray(String[]::new)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
