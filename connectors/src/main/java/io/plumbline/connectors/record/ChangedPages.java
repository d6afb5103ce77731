package io.plumbline.connectors.record;

import io.plumbline.engine.connector.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which records changed behind a cursor of time and id, oldest first.
 *
 * <p>For vendors that page by a cursor of their own, which the engine does not keep, stamp whole
 * seconds and promise no order within one. So whole seconds are read, however many pages one takes,
 * and put in order here; a second whose end was not seen is left to the next page.
 */
public record ChangedPages(List<ChangedRecord> records, boolean more) {

  public ChangedPages {
    records = List.copyOf(records);
  }

  /** One page of the vendor's, and its cursor to the next. */
  public record VendorPage(List<ChangedRecord> records, Optional<String> next) {
    public VendorPage {
      records = List.copyOf(records);
    }
  }

  /**
   * Reads pages until a whole second is in hand.
   *
   * @param page reads the page behind the vendor's cursor, the first where there is none
   */
  public static ChangedPages since(Cursor cursor, Function<Optional<String>, VendorPage> page) {
    var found = new ArrayList<ChangedRecord>();
    Optional<String> after = Optional.empty();
    do {
      var read = page.apply(after);
      read.records().stream().filter(record -> record.isBehind(cursor)).forEach(found::add);
      after = read.next();
    } while (after.isPresent() && wholeSeconds(found).isEmpty());
    found.sort(ChangedRecord.OLDEST_FIRST);
    return new ChangedPages(after.isPresent() ? wholeSeconds(found) : found, after.isPresent());
  }

  public Optional<Cursor> reached() {
    return records.isEmpty() ? Optional.empty() : Optional.of(records.getLast().cursor());
  }

  /** All but the newest second, which may go on. */
  private static List<ChangedRecord> wholeSeconds(List<ChangedRecord> records) {
    var newest = records.stream().map(ChangedPages::second).max(Comparator.naturalOrder());
    return records.stream().filter(record -> second(record) != newest.orElseThrow()).toList();
  }

  private static long second(ChangedRecord record) {
    Instant updatedAt = record.updatedAt();
    return updatedAt.getEpochSecond();
  }
}
