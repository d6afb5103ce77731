package io.plumbline.engine.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mechanism: digits are counted before any is spelt out. */
class DecimalsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.00",
        "1e3",
        "1E-3",
        "139.12",
        "999999999999999999.99",
        "0e10",
        "0.1000000000000000055511151231257827"
      })
  void readsAmounts(String text) {
    assertThat(Decimals.of(text)).isEqualByComparingTo(new BigDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1,5",
        "NaN",
        "1e400000000",
        "-1e400000000",
        "1e-400000000",
        "1e2147483647",
        "1000000000000000000",
        "0e400000000",
        "1e9999999999"
      })
  void refusesWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> Decimals.of(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void refusesWhatTakesItsTimeToBeRead() {
    assertThatThrownBy(() -> Decimals.of("9".repeat(2_000_000)))
        .isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> Decimals.of("0." + "1".repeat(41)))
        .isInstanceOf(NumberFormatException.class);
  }
}
