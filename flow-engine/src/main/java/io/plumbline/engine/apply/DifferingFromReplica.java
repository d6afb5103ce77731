package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.intake.Differing;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares a listing with the current replicas, not with history: a change back is a change. */
@Singleton
public class DifferingFromReplica implements Differing {

  private final Transactions transactions;
  private final Connections connections;
  private final Fingerprints fingerprints;

  public DifferingFromReplica(
      Transactions transactions, Connections connections, Fingerprints fingerprints) {
    this.transactions = transactions;
    this.connections = connections;
    this.fingerprints = fingerprints;
  }

  @Override
  public List<RawRecord> from(String connection, List<RawRecord> rows) {
    Map<String, Held> held = held(connection, rows);
    Connector connector = connections.connector(connection);
    return rows.stream().filter(row -> differs(connector, row, held)).toList();
  }

  private boolean differs(Connector connector, RawRecord row, Map<String, Held> held) {
    try {
      return !(connector.understand(row.topic(), row.body()) instanceof Understood.Readings found)
          || found.readings().stream().anyMatch(reading -> differs(reading, held));
    } catch (Unusable e) {
      return true;
    }
  }

  private boolean differs(Reading reading, Map<String, Held> held) {
    Held current = held.get(reading.externalId());
    // The same content at an older time: a clock that was set back, and nothing to say.
    return current == null
        || current.version().sourceTime().toEpochMilli() < reading.sourceTime().toEpochMilli()
        || !Arrays.equals(
            current.hash(), StoredContent.hash(fingerprints, reading.content(), reading.deleted()));
  }

  private Map<String, Held> held(String connection, List<RawRecord> rows) {
    Map<String, Held> held = new HashMap<>();
    transactions
        .get(tx ->
            Sql.all(
                tx,
                row ->
                    Map.entry(
                        row.getString(1), new Held(Version.of(row.getLong(2)), row.getBytes(3))),
                """
                select external_id, version, content_hash from replica
                where connection = ? and external_id = any (?)
                """,
                connection,
                rows.stream().map(RawRecord::externalId).toArray(String[]::new)))
        .forEach(entry -> held.put(entry.getKey(), entry.getValue()));
    return held;
  }

  /** What a comparison needs of a replica. */
  private record Held(Version version, byte[] hash) {}
}
