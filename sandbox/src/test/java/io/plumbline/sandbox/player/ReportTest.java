package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.scoreboard.Finding;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    assertThat(Report.inWords(finding, Map.of("5120", "536365"))).isEqualTo(words);
  }
}
