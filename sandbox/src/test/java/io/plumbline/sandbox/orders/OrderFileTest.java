package io.plumbline.sandbox.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderFileTest {
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @Test
  void readsGoodsShippingAndDiscount() throws IOException {
    OrderBook book =
        read(
            """
            1,10A,"TRAY, ""BIG""\",2,2026-01-05 09:30:00,2.55,17850.0,United Kingdom
            1,POST,POSTAGE,2,2026-01-05 09:30:00,18.0,17850.0,United Kingdom
            1,D,Discount,-1,2026-01-05 09:30:00,1.5,17850.0,United Kingdom
            """);

    Invoice invoice = book.playable().getFirst();
    assertThat(invoice.items())
        .containsExactly(
            new Invoice.Item("10A", "TRAY, \"BIG\"", BigDecimal.TWO, new BigDecimal("2.55")));
    assertThat(invoice.shipping()).isEqualTo("36.00");
    assertThat(invoice.discount()).isEqualTo("1.50");
    assertThat(invoice.customer()).isEqualTo("17850");
  }

  @ParameterizedTest
  @CsvSource({"2026-01-05 09:30:00,2026-01-05T09:30:00Z", "7/1/2010 8:26,2010-07-01T07:26:00Z"})
  void readsLocalTimesOfLondon(String written, Instant expected) throws IOException {
    OrderBook book = read("1,10A,TRAY,2," + written + ",2.55,,United Kingdom\n");

    assertThat(book.playable().getFirst().placedAt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "C1,10A,-1,2.55,CANCELLATION",
    "A1,B,1,11062.06,ADJUSTMENT",
    "1,B,1,11062.06,ADJUSTMENT",
    "1,ADJUST2,1,3.00,ADJUSTMENT",
    "1,BANK CHARGES,1,15.0,FEE",
    "1,AMAZONFEE,1,15.0,FEE",
    "1,CRUK,-1,1.6,FEE",
    "1,m,1,2.55,MANUAL",
    "1,S,1,2.55,SAMPLE",
    "1,PADS,1,0.001,PADS",
    "1,10A,-3,0.0,WRITE_OFF",
    "1,10A,3,0.0,WRITE_OFF",
    "1,10A,0,2.55,WRITE_OFF",
    "1,10A,3,-2.55,WRITE_OFF",
    "1,POST,1,18.0,NO_GOODS",
    "1,D,-1,18.0,NO_GOODS",
  })
  void countsWhatNobodySold(String no, String code, String quantity, String price, Reason reason)
      throws IOException {
    OrderBook book =
        read("%s,%s,x,%s,2026-01-05 09:30:00,%s,,France\n".formatted(no, code, quantity, price));

    assertThat(book.playable()).isEmpty();
    assertThat(book.counted()).isEqualTo(Map.of(reason, 1));
  }

  @Test
  void countsLinesOfPlayedInvoicesApart() throws IOException {
    OrderBook book =
        read(
            """
            1,10A,TRAY,2,2026-01-05 09:30:00,2.55,,France
            1,M,Manual,1,2026-01-05 09:30:00,1.25,,France
            1,11A,?,-1,2026-01-05 09:30:00,1.25,,France
            """);

    assertThat(book.read()).isEqualTo(1);
    assertThat(book.counted()).isEmpty();
    assertThat(book.linesSetAside()).isEqualTo(Map.of(Reason.MANUAL, 1, Reason.WRITE_OFF, 1));
  }

  @Test
  void groupsRowsThatAreNotNeighboursAndLimitsInvoices() throws IOException {
    OrderBook book =
        read(
            2,
            """
            1,10A,TRAY,2,2026-01-05 09:30:00,2.55,,France
            2,10A,TRAY,2,2026-01-05 09:31:00,2.55,,France
            3,10A,TRAY,2,2026-01-05 09:32:00,2.55,,France
            1,11A,POT,1,2026-01-05 09:30:00,1.25,,France
            """);

    assertThat(book.read()).isEqualTo(2);
    assertThat(book.playable().getFirst().items()).hasSize(2);
  }

  @Test
  void readsGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(
          (HEADER + "1,10A,TRAY,2,2026-01-05 09:30:00,2.55,,France\n")
              .getBytes(StandardCharsets.UTF_8));
    }

    OrderBook book = OrderFile.read(new ByteArrayInputStream(bytes.toByteArray()), "test.gz", 10);

    assertThat(book.read()).isEqualTo(1);
  }

  @Test
  void namesTheLineItCannotRead() {
    assertThatThrownBy(() -> read("1,10A,TRAY,two,2026-01-05 09:30:00,2.55,,France\n"))
        .isInstanceOf(UnreadableOrderFile.class)
        .hasMessageContaining("test, line 2");
  }

  @Test
  void shipsASmallFileWithOddities() {
    OrderBook book = OrderFile.readDefault(Integer.MAX_VALUE);

    assertThat(book.read()).isEqualTo(300);
    assertThat(book.counted())
        .containsOnlyKeys(
            Reason.CANCELLATION,
            Reason.ADJUSTMENT,
            Reason.FEE,
            Reason.SAMPLE,
            Reason.WRITE_OFF,
            Reason.NO_GOODS);
    assertThat(book.linesSetAside()).containsKeys(Reason.MANUAL, Reason.PADS, Reason.WRITE_OFF);
  }

  private static OrderBook read(String rows) throws IOException {
    return read(Integer.MAX_VALUE, rows);
  }

  private static OrderBook read(int limit, String rows) throws IOException {
    return OrderFile.read(
        new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)), "test", limit);
  }
}
