package io.plumbline.connectors.netsuite;

import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;

/**
 * The SuiteQL of the poller. Keyset paging: an offset over data that moves loses rows.
 *
 * @param deletions the table of deletions, or {@code none}
 */
record NetSuiteQueries(NetSuiteTimes times, String deletions, String deletedType) {

  static NetSuiteQueries of(Settings settings, NetSuiteTimes times) {
    return new NetSuiteQueries(
        times,
        settings.text("deleted-table", "deletedrecord"),
        settings.text("deleted-type", "salesorder"));
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

  /** Behind which record comes from outside: it must not become a part of the query. */
  String all(String behindId) {
    if (!behindId.matches("[0-9]{1,20}")) {
      throw new CallFailed(
          Kind.REJECTED,
          "NetSuite: expected the internal id of a sales order as the place to go on from, found another text.");
    }
    return "SELECT id, "
        + stamp("lastmodifieddate")
        + " AS lastmodified FROM transaction WHERE type = 'SalesOrd' AND id > "
        + behindId
        + " ORDER BY id";
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
