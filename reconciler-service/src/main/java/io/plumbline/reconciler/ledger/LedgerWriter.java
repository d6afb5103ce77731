package io.plumbline.reconciler.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Pending;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.topology.DeadLetter;
import io.plumbline.reconciler.topology.Status;
import io.plumbline.reconciler.totals.ControlEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Writes what the topology says, a batch per transaction. Writing anything twice changes nothing,
 * and nothing here touches what people did.
 */
@ApplicationScoped
class LedgerWriter {
  private static final String FINDING =
      """
      insert into finding (id, flow, kind, key, connection, fact, body, exposure_amount,
                           exposure_currency, severity, recorded_at, changed_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update
         set fact = excluded.fact, body = excluded.body,
             exposure_amount = excluded.exposure_amount,
             exposure_currency = excluded.exposure_currency, severity = excluded.severity,
             changed_at = excluded.changed_at
       where finding.body <> excluded.body
      """;

  private static final String PENDING =
      """
      insert into discrepancy (id, flow, kind, key, connection, expected_by, body)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update set expected_by = excluded.expected_by, body = excluded.body
      """;

  private static final String ENTRY =
      """
      insert into control_entry (id, flow, entity, connection, external_id, day, currency, amount)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update
         set day = excluded.day, currency = excluded.currency, amount = excluded.amount
      """;

  private static final String STATUS =
      """
      insert into partition_status (partition, body) values (?, ?)
      on conflict (partition) do update set body = excluded.body
      """;

  private static final String DEAD_LETTER =
      """
      insert into dead_letter (id, topic, partition, record_offset, event_id, cause, recorded_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing
      """;

  private final DataSource database;
  private final Clock clock;

  LedgerWriter(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The findings that the ledger did not hold before. */
  @Transactional(rollbackOn = SQLException.class) // a checked exception alone would commit
  List<Finding> write(Batch batch) throws SQLException {
    OffsetDateTime now = Instant.now(clock).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    try (Connection connection = database.getConnection()) {
      List<Finding> unknown = unknown(connection, batch.findings());
      findings(connection, batch.findings(), now);
      pending(connection, batch.pending().present());
      removed(connection, "discrepancy", batch.pending().gone());
      entries(connection, batch.entries().present());
      removed(connection, "control_entry", batch.entries().gone());
      statuses(connection, batch.statuses());
      letters(connection, batch.letters(), now);
      return unknown;
    }
  }

  private static List<Finding> unknown(Connection connection, Collection<Finding> findings)
      throws SQLException {
    if (findings.isEmpty()) {
      return List.of();
    }
    Set<String> known = new HashSet<>();
    try (PreparedStatement query =
        connection.prepareStatement("select id from finding where id = any(?)")) {
      query.setArray(
          1, connection.createArrayOf("text", findings.stream().map(Finding::id).toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getString(1));
        }
      }
    }
    return findings.stream().filter(finding -> !known.contains(finding.id())).toList();
  }

  private static void findings(
      Connection connection, Collection<Finding> findings, OffsetDateTime now) throws SQLException {
    batch(
        connection,
        FINDING,
        findings,
        (row, finding) -> {
          Exposure exposure = finding.exposure();
          row.setString(1, finding.id());
          row.setString(2, finding.flow());
          row.setString(3, finding.kind().id());
          row.setString(4, finding.key());
          row.setString(5, finding.connection());
          row.setString(6, finding.state() == Finding.State.OPEN ? "open" : "resolved");
          row.setString(7, json(finding));
          row.setBigDecimal(8, exposure == null ? null : new BigDecimal(exposure.amount()));
          row.setString(9, exposure == null ? null : exposure.currency());
          row.setString(10, finding.severity().id());
          row.setObject(11, now);
          row.setObject(12, now);
        });
  }

  private static void pending(Connection connection, Collection<Pending> pending)
      throws SQLException {
    batch(
        connection,
        PENDING,
        pending,
        (row, one) -> {
          row.setString(1, one.id());
          row.setString(2, one.flow());
          row.setString(3, one.kind().id());
          row.setString(4, one.key());
          row.setString(5, one.connection());
          row.setObject(6, one.expectedBy().atOffset(ZoneOffset.UTC));
          row.setString(7, json(one));
        });
  }

  private static void entries(Connection connection, Collection<ControlEntry> entries)
      throws SQLException {
    batch(
        connection,
        ENTRY,
        entries,
        (row, entry) -> {
          row.setString(1, entry.id());
          row.setString(2, entry.flow());
          row.setString(3, entry.entity());
          row.setString(4, entry.connection());
          row.setString(5, entry.externalId());
          row.setObject(6, entry.day());
          row.setString(7, entry.currency());
          row.setBigDecimal(8, entry.amount());
        });
  }

  private static void removed(Connection connection, String table, Collection<String> ids)
      throws SQLException {
    String sql = "delete from " + table + " where id = ?";
    batch(connection, sql, ids, (row, id) -> row.setString(1, id));
  }

  private static void statuses(Connection connection, Collection<Status> statuses)
      throws SQLException {
    batch(
        connection,
        STATUS,
        statuses,
        (row, status) -> {
          row.setInt(1, status.partition());
          row.setString(2, json(status));
        });
  }

  private static void letters(Connection connection, List<DeadLetter> letters, OffsetDateTime now)
      throws SQLException {
    batch(
        connection,
        DEAD_LETTER,
        letters,
        (row, letter) -> {
          row.setString(1, letter.id());
          row.setString(2, letter.topic());
          row.setInt(3, letter.partition());
          row.setLong(4, letter.offset());
          row.setString(5, letter.eventId());
          row.setString(6, letter.cause());
          row.setObject(7, now);
        });
  }

  private static <T> void batch(
      Connection connection, String sql, Collection<T> items, Binding<T> binding)
      throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement row = connection.prepareStatement(sql)) {
      for (T item : items) {
        binding.bind(row, item);
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  /** Sets the parameters of one row. */
  private interface Binding<T> {
    void bind(PreparedStatement row, T item) throws SQLException;
  }

  private static String json(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a record of ours to be writable as JSON", e);
    }
  }
}
