package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.rest.Cursor;
import java.time.Instant;

/** The last row of an earlier page, in the order of a time and the id. */
record After(Instant time, String id) {
  static final int PARTS = 2;

  static After of(Cursor cursor) {
    return new After(cursor.time(0), cursor.part(1));
  }

  Cursor cursor() {
    return Cursor.of(time.toString(), id);
  }
}
