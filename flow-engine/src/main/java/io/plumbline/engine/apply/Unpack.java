package io.plumbline.engine.apply;

import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.intake.Arrived;
import io.plumbline.engine.intake.Envelope;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.secrecy.InboxKeys;
import io.plumbline.engine.secrecy.Unreadable;
import io.plumbline.engine.sql.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Takes a record of the inbox apart; what cannot be understood keeps its reason. */
final class Unpack {

  /** More than clocks go wrong and time zones are mistaken. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Connections connections;
  private final InboxKeys keys;

  Unpack(Connections connections, InboxKeys keys) {
    this.connections = connections;
    this.keys = keys;
  }

  /** Fails only where the database does not answer. */
  Unpacked unpack(ConsumerRecord<String, byte[]> record) {
    Source source =
        new Source(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.timestamp()),
            Envelope.text(record.headers(), Envelope.TRACE).orElse(null));
    Arrived arrived = null;
    try {
      arrived = Envelope.open(record, keys);
      return new Unpacked.Usable(source, arrived, inTime(understand(arrived), source));
    } catch (Unusable e) {
      return poison(source, record, arrived, "unusable", e);
    } catch (Unreadable e) {
      return poison(source, record, arrived, "unreadable", e);
    } catch (RuntimeException e) {
      if (Trouble.in(e)) {
        throw e;
      }
      return poison(source, record, arrived, "failed", e);
    }
  }

  private Understood understand(Arrived arrived) throws Unusable {
    if (arrived.topic().equals(Arrived.GONE)) {
      return new Understood.Readings(List.of());
    }
    if (connections.find(arrived.connection()).isEmpty()) {
      throw new Unusable(
          "expected a configured connection, found '%s'. Configure it and retry, or discard."
              .formatted(arrived.connection()));
    }
    return connections.connector(arrived.connection()).understand(arrived.topic(), arrived.body());
  }

  /** Of a time to come, everything that the system says until then would pass for older. */
  private static Understood inTime(Understood understood, Source source) throws Unusable {
    if (understood instanceof Understood.Readings(var readings)) {
      Instant latest = source.observedAt().plus(AHEAD);
      for (Reading reading : readings) {
        if (reading.sourceTime().isAfter(latest)) {
          throw new Unusable(
              "expected the time of the last change to be past, found %s at %s. Correct the system's clock or the record, and let it send the record again."
                  .formatted(reading.sourceTime(), source.observedAt()));
        }
      }
    }
    return understood;
  }

  private static Unpacked.Poison poison(
      Source source,
      ConsumerRecord<String, byte[]> record,
      @Nullable Arrived arrived,
      String cause,
      Exception failure) {
    return new Unpacked.Poison(
        source,
        Envelope.connection(record),
        arrived,
        cause,
        explanation(failure),
        arrived == null ? record.value() : arrived.body());
  }

  /** A failure nobody foresaw may quote what it failed on; only our own errors are known not to. */
  static String explanation(Exception failure) {
    return failure instanceof Unusable || failure instanceof Unreadable
        ? String.valueOf(failure.getMessage())
        : "expected a record that applies, found one that fails with "
            + failure.getClass().getName();
  }
}
