package io.plumbline.engine.snapshot;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.secrecy.Fingerprints;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Opens a connection's snapshot. */
@Singleton
public class Snapshots {

  private final Connections connections;
  private final Fingerprints fingerprints;
  private final Clock clock;

  public Snapshots(Connections connections, Fingerprints fingerprints, Clock clock) {
    this.connections = connections;
    this.fingerprints = fingerprints;
    this.clock = clock;
  }

  public Snapshot of(String connection) {
    return new Snapshot(connections.connector(connection), fingerprints, clock);
  }
}
