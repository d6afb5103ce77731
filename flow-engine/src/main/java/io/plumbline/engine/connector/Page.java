package io.plumbline.engine.connector;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param reached the cursor behind the last record of this page; empty where the page was empty
 * @param resume how a full listing goes on; empty at its end
 * @param more whether another page is there now
 */
public record Page(
    List<RawRecord> records, Optional<Cursor> reached, Optional<String> resume, boolean more) {

  public Page {
    records = List.copyOf(records);
  }
}
