package io.plumbline.sandbox.orders;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads an order file (UCI Online Retail columns, plain or gzip) into an {@link OrderBook}. */
public final class OrderFile {
  private static final String DEFAULT = "orders.csv";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  /** The published data set comes in two spellings of the date. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("[yyyy-MM-dd HH:mm:ss][M/d/yyyy H:mm]", Locale.ROOT);

  private OrderFile() {}

  /** Reads the first {@code limit} invoices of a file. */
  public static OrderBook read(Path file, int limit) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the first {@code limit} invoices of the synthetic file that ships with the sandbox. */
  public static OrderBook readDefault(int limit) {
    try (InputStream in =
        Objects.requireNonNull(OrderFile.class.getResourceAsStream(DEFAULT), DEFAULT)) {
      return read(in, DEFAULT, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OrderBook read(InputStream raw, String name, int limit) throws IOException {
    // The rows of an invoice need not be neighbours, so the whole file is grouped before the limit.
    Map<String, InvoiceLines> invoices = new LinkedHashMap<>();
    try (CSVParser rows = FORMAT.parse(reader(raw))) {
      for (CSVRecord row : rows) {
        FileLine line = line(row, name);
        invoices.computeIfAbsent(line.invoice(), ignored -> new InvoiceLines()).add(line);
      }
    }
    return book(invoices.values(), limit);
  }

  private static OrderBook book(Collection<InvoiceLines> invoices, int limit) {
    List<Invoice> playable = new ArrayList<>();
    Map<Reason, Integer> counted = new EnumMap<>(Reason.class);
    invoices.stream()
        .limit(limit)
        .forEach(lines -> {
          switch (lines.sort()) {
            case InvoiceLines.Sorted.Playable(Invoice invoice) -> playable.add(invoice);
            case InvoiceLines.Sorted.Counted(Reason reason) ->
                counted.merge(reason, 1, Integer::sum);
          }
        });
    return new OrderBook(playable, counted);
  }

  private static FileLine line(CSVRecord row, String name) {
    try {
      return new FileLine(
          row.get("InvoiceNo"),
          row.get("StockCode"),
          row.get("Description"),
          new BigDecimal(row.get("Quantity")),
          LocalDateTime.parse(row.get("InvoiceDate"), DATE),
          new BigDecimal(row.get("UnitPrice")),
          customer(row.get("CustomerID")),
          row.get("Country"));
    } catch (RuntimeException e) {
      throw new UnreadableOrderFile(
          "%s, line %d: expected InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country; %s"
              .formatted(name, row.getParser().getCurrentLineNumber(), e.getMessage()),
          e);
    }
  }

  /** The data set writes customer numbers as decimals (`17850.0`). */
  private static String customer(String id) {
    return id.endsWith(".0") ? id.substring(0, id.length() - 2) : id;
  }

  private static Reader reader(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    InputStream plain = zipped ? new GZIPInputStream(in) : in;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }
}
