package io.plumbline.connectors.record;

import io.plumbline.engine.connector.Cursor;
import java.time.Instant;
import java.util.Comparator;

/** That a record changed, and when; not yet how. */
public record ChangedRecord(String id, Instant updatedAt) {

  /** The order the engine's cursor is in. */
  public static final Comparator<ChangedRecord> OLDEST_FIRST =
      Comparator.comparing(ChangedRecord::updatedAt)
          .thenComparing(ChangedRecord::id, ChangedRecord::compareIds);

  public boolean isBehind(Cursor cursor) {
    return OLDEST_FIRST.compare(this, new ChangedRecord(cursor.id(), cursor.modifiedAt())) > 0;
  }

  public Cursor cursor() {
    return new Cursor(updatedAt, id);
  }

  /** Numbers as numbers, without parsing them; the empty id comes first. */
  private static int compareIds(String one, String other) {
    return one.length() == other.length()
        ? one.compareTo(other)
        : Integer.compare(one.length(), other.length());
  }
}
