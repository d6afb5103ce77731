package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The SuiteQL of the poller. Keyset paging: an offset over data that moves loses rows.
 *
 * @param deletions the table of deletions, or {@code none}
 * @param knowChildren whether fulfilments, invoices, credits and deposits are read with their
 *     orders
 */
record NetSuiteQueries(
    NetSuiteTimes times, String deletions, String deletedType, boolean knowChildren) {

  private static final String TYPES =
      Arrays.stream(ChildKind.values())
          .filter(ChildKind::ofOrder)
          .map(kind -> "'" + kind.type() + "'")
          .collect(Collectors.joining(", ", "(", ")"));

  static NetSuiteQueries of(Settings settings, NetSuiteTimes times) {
    return new NetSuiteQueries(
        times,
        settings.text("deleted-table", "deletedrecord"),
        settings.text("deleted-type", "salesorder"),
        settings.yes("read-children", true));
  }

  /** A time as a row tells it. */
  Instant instant(JsonNode text) {
    try {
      return times.instant(text.asText(""));
    } catch (DateTimeException e) {
      throw new CallFailed(
          Kind.CONFIGURATION,
          "NetSuite: expected a time as %s from SuiteQL, found another text."
              .formatted(NetSuiteTimes.SQL_FORMAT),
          null,
          e);
    }
  }

  boolean knowDeletions() {
    return !deletions.equals("none");
  }

  String changed(Cursor cursor) {
    return "SELECT id, "
        + stamp("lastmodifieddate")
        + " AS lastmodified FROM transaction WHERE type = 'SalesOrd' AND "
        + behind(cursor, "lastmodifieddate", "id")
        + " ORDER BY lastmodifieddate, id";
  }

  /** A corrected tracking number moves the fulfilment's time and not its order's. */
  String changedChildren(Cursor cursor) {
    return "SELECT t.id, so.id AS parent, "
        + stamp("t.lastmodifieddate")
        + " AS lastmodified FROM transaction t"
        + " JOIN transactionline tl ON tl.transaction = t.id"
        + " JOIN transaction so ON so.id = tl.createdfrom"
        + " WHERE so.type = 'SalesOrd' AND tl.mainline = 'T' AND t.type IN "
        + TYPES
        + " AND "
        + behind(cursor, "t.lastmodifieddate", "t.id")
        + " ORDER BY t.lastmodifieddate, t.id";
  }

  /** What was made from these orders, behind an id. */
  String children(Collection<String> orders, String behindId) {
    return "SELECT t.id, t.type, tl.createdfrom AS parent, "
        + stamp("so.lastmodifieddate")
        + " AS parentmodified, "
        + stamp("t.lastmodifieddate")
        + " AS lastmodified FROM transactionline tl"
        + " JOIN transaction t ON t.id = tl.transaction"
        + " JOIN transaction so ON so.id = tl.createdfrom"
        + " WHERE tl.mainline = 'T' AND tl.createdfrom IN ("
        + orders.stream().map(NetSuiteQueries::id).collect(Collectors.joining(", "))
        + ") AND t.type IN "
        + TYPES
        + " AND t.id > "
        + id(behindId)
        + " ORDER BY t.id";
  }

  /** A credit memo is made from an invoice, and dates neither that nor the order. */
  String changedCredits(Cursor cursor) {
    return "SELECT t.id, so.id AS parent, "
        + stamp("t.lastmodifieddate")
        + " AS lastmodified FROM transaction t"
        + " JOIN transactionline tl ON tl.transaction = t.id"
        + " JOIN transactionline il ON il.transaction = tl.createdfrom"
        + " JOIN transaction so ON so.id = il.createdfrom"
        + " WHERE so.type = 'SalesOrd' AND tl.mainline = 'T' AND il.mainline = 'T' AND t.type = '"
        + ChildKind.CREDIT.type()
        + "' AND "
        + behind(cursor, "t.lastmodifieddate", "t.id")
        + " ORDER BY t.lastmodifieddate, t.id";
  }

  /** What was credited of these invoices, behind an id. */
  String credits(Collection<String> invoices, String behindId) {
    return "SELECT t.id, tl.createdfrom AS parent, "
        + stamp("t.lastmodifieddate")
        + " AS lastmodified FROM transactionline tl"
        + " JOIN transaction t ON t.id = tl.transaction"
        + " WHERE tl.mainline = 'T' AND tl.createdfrom IN ("
        + invoices.stream().map(NetSuiteQueries::id).collect(Collectors.joining(", "))
        + ") AND t.type = '"
        + ChildKind.CREDIT.type()
        + "' AND t.id > "
        + id(behindId)
        + " ORDER BY t.id";
  }

  String deleted(Cursor cursor) {
    return "SELECT recordid AS id, "
        + stamp("deleteddate")
        + " AS lastmodified FROM "
        + deletions
        + " WHERE type = '"
        + deletedType
        + "' AND "
        + behind(cursor, "deleteddate", "recordid")
        + " ORDER BY deleteddate, recordid";
  }

  String all(String behindId) {
    return "SELECT id, "
        + stamp("lastmodifieddate")
        + " AS lastmodified FROM transaction WHERE type = 'SalesOrd' AND id > "
        + id(behindId)
        + " ORDER BY id";
  }

  /** An id may come from outside: it must not become a part of the query. */
  private static String id(String id) {
    if (!id.matches("[0-9]{1,20}")) {
      throw new CallFailed(
          Kind.REJECTED,
          "NetSuite: expected the internal id of a sales order as the place to go on from, found another text.");
    }
    return id;
  }

  private static String stamp(String column) {
    return "TO_CHAR(" + column + ", '" + NetSuiteTimes.SQL_FORMAT + "')";
  }

  private String behind(Cursor cursor, String time, String id) {
    if (!cursor.id().matches("[0-9]+")) {
      return time + " >= " + date(times.from(cursor.modifiedAt()));
    }
    var at = date(times.text(cursor.modifiedAt()));
    return "(%1$s > %2$s OR (%1$s = %2$s AND %3$s > %4$s))".formatted(time, at, id, cursor.id());
  }

  private static String date(String text) {
    return "TO_DATE('" + text + "', '" + NetSuiteTimes.SQL_FORMAT + "')";
  }
}
