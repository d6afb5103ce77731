package io.plumbline.engine.fileimport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Text;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Rows of a CSV file (RFC 4180) whose header names paths of the vendor's payload. */
public final class CsvRows implements Iterator<FileRow> {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .setIgnoreEmptyLines(true)
          .get();

  /** An order of some hundred lines, spread over columns. */
  private static final int MOST_COLUMNS = 5_000;

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<ColumnPath> columns;

  /**
   * Reads the header.
   *
   * @throws UnreadableFile where it is none
   */
  public CsvRows(Reader file) {
    try {
      parser = CSVParser.parse(file, FORMAT);
      records = parser.iterator();
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableFile(
          "expected a header of column names, each once, found none: line 1. " + e.getMessage(), e);
    }
    List<String> headers = parser.getHeaderNames();
    if (headers.isEmpty()) {
      throw new UnreadableFile("expected a header of column names, found an empty file.");
    }
    if (headers.size() > MOST_COLUMNS) {
      throw new UnreadableFile(
          "expected a header of at most %d columns, found %d."
              .formatted(MOST_COLUMNS, headers.size()));
    }
    columns = headers.stream().map(ColumnPath::parse).toList();
    together(headers, columns);
  }

  /** A value and what is below it cannot stand in one payload, nor a list and a name. */
  private static void together(List<String> headers, List<ColumnPath> columns) {
    Map<String, String> shape = new HashMap<>();
    Map<String, String> headerOf = new HashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      String header = headers.get(column);
      columns
          .get(column)
          .shape()
          .forEach((path, stands) -> {
            String other = headerOf.putIfAbsent(path, header);
            String there = shape.putIfAbsent(path, stands);
            if (there != null && (!there.equals(stands) || stands.equals("value"))) {
              throw new UnreadableFile(
                  "expected a header whose columns can stand in one payload, found '%s' and '%s'."
                      .formatted(Text.shown(String.valueOf(other)), Text.shown(header)));
            }
          });
    }
  }

  @Override
  public boolean hasNext() {
    try {
      return records.hasNext();
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new UnreadableFile(
          "expected CSV as RFC 4180 has it, in UTF-8, found something else behind line "
              + parser.getCurrentLineNumber()
              + ".",
          e);
    }
  }

  @Override
  public FileRow next() {
    // The parser stands behind the record; a quoted value may have taken several lines.
    CSVRecord row = records.next();
    long line = parser.getCurrentLineNumber();
    ObjectNode payload = payload(row);
    byte[] body = payload.toString().getBytes(StandardCharsets.UTF_8);
    return row.size() == columns.size()
        ? new FileRow.Payload(line, body)
        : new FileRow.Broken(
            line,
            body,
            "expected %d columns as the header has, found %d."
                .formatted(columns.size(), row.size()));
  }

  private ObjectNode payload(CSVRecord row) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    for (int column = 0; column < Math.min(columns.size(), row.size()); column++) {
      if (!row.get(column).isEmpty()) {
        columns.get(column).put(payload, row.get(column));
      }
    }
    ColumnPath.close(payload);
    return payload;
  }
}
