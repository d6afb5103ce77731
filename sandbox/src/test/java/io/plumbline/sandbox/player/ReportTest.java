package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.oracle.Damage;
import io.plumbline.sandbox.scoreboard.Finding;
import io.plumbline.sandbox.scoreboard.Run;
import io.plumbline.sandbox.scoreboard.Scoreboard;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

class ReportTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fieldMismatch|total|139.12|120.00|netsuite is wrong: order #536365 total 139.12 expected, 120.00 found; edited outside the flow; 19.12 GBP at stake
          fieldMismatch|lines[9001].quantity|6|5|netsuite is wrong: order #536365 quantity of line 9001 6 expected, 5 found; edited outside the flow; 19.12 GBP at stake
          missing|record|present|absent|netsuite is wrong: order #536365 expected there, not found; edited outside the flow; 19.12 GBP at stake
          duplicate|record|1|2|netsuite is wrong: order #536365 stands there 2 times; edited outside the flow; 19.12 GBP at stake
          """)
  void saysAFindingInPlainWords(
      String kind, String field, String expected, String actual, String words) {
    Finding finding =
        new Finding(
            "f1",
            kind,
            "netsuite:48211",
            "netsuite",
            field,
            "open",
            Optional.empty(),
            Optional.empty(),
            expected,
            actual,
            "editedOutside",
            new BigDecimal("19.12"),
            "GBP",
            Set.of("shopify-eu:5120", "netsuite:48211"),
            "");

    assertThat(Report.inWords(finding, Map.of("shopify-eu:5120", "536365"))).isEqualTo(words);
  }

  @Test
  void endsWithAPictureOfWhatDriftedAndWhereMostMoneyIs() {
    List<Finding> findings =
        List.of(
            finding("f1", "missing", "open", "120.00"),
            finding("f2", "duplicate", "open", "1240.50"),
            finding("f3", "missing", "acknowledged", "500.25"),
            finding("f4", "missing", "resolved", "9000.00"));
    Scoreboard board = Scoreboard.of(RUN, List.of(), List.of());

    List<String> picture =
        Report.of(board, findings, Map.of("shopify-eu:5120", "536365"), new Style(Ansi.OFF));

    assertThat(picture)
        .containsSubsequence(
            "  missing                     0       0   620.25 GBP               ██████████",
            "  duplicate                   0       0   1,240.50 GBP             ████████████████████",
            "  rounding                    0       0")
        .containsSubsequence(
            "  1,240.50 GBP  netsuite is wrong: order #536365 stands there absent times;"
                + " never attempted",
            "    500.25 GBP  netsuite is wrong: order #536365 expected there, not found;"
                + " never attempted",
            "    120.00 GBP  netsuite is wrong: order #536365 expected there, not found;"
                + " never attempted")
        .anyMatch(line -> line.startsWith("  not covered: "))
        .last()
        .asString()
        .startsWith("NOT CLEAN: nothing planted of kind missing");
    assertThat(picture).noneMatch(line -> line.contains("9,000.00"));
  }

  private static final Run RUN =
      new Run(
          7,
          Map.of("shopify-eu", 8),
          10,
          8,
          Map.of("cancellation", 2),
          Map.of(),
          Map.of("throttle", 3L),
          Map.of("shopify-eu→netsuite", 4000L),
          Map.of(),
          new Damage(List.of(), List.of(), List.of()),
          new BigDecimal("5.1"),
          List.of(),
          List.of());

  private static Finding finding(String id, String kind, String state, String amount) {
    return new Finding(
        id,
        kind,
        "shopify-eu:5120",
        "netsuite",
        "record",
        state,
        Optional.empty(),
        Optional.empty(),
        "present",
        "absent",
        "neverAttempted",
        new BigDecimal(amount),
        "GBP",
        Set.of("shopify-eu:5120"),
        "");
  }
}
