package io.plumbline.sandbox.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules over real orders; skipped where the data is not at hand. */
class RealOrderFileTest {
  private static final Path DATA =
      Path.of(System.getProperty("plumbline.shared", "absent"), "data", "online-retail");

  @Test
  void accountsForEveryInvoiceOnce() throws IOException {
    assumeTrue(Files.isDirectory(DATA), () -> "no real orders at " + DATA);

    for (Path file : files()) {
      OrderBook book = OrderFile.read(file, Integer.MAX_VALUE);

      // 16,459 invoices, 2,554 of them C, as the data's own description says.
      assertThat(book.read()).isEqualTo(16_459);
      assertThat(book.counted())
          .containsEntry(Reason.CANCELLATION, 2_554)
          .containsEntry(Reason.ADJUSTMENT, 3)
          .containsKeys(Reason.FEE, Reason.MANUAL, Reason.WRITE_OFF, Reason.NO_GOODS);
      assertThat(book.playable()).allSatisfy(RealOrderFileTest::isPlayable);
    }
  }

  private static void isPlayable(Invoice invoice) {
    assertThat(invoice.items())
        .allSatisfy(item -> {
          assertThat(item.quantity()).isPositive();
          assertThat(item.unitPrice()).isPositive();
        });
    assertThat(invoice.discount()).isLessThanOrEqualTo(invoice.goods());
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(DATA)) {
      return files.filter(file -> file.toString().endsWith(".csv.gz")).toList();
    }
  }
}
