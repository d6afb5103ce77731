package io.plumbline.embedded.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {

  @Test
  void keepsItsOwnFlagAndPassesTheOthersOn() {
    DemoOptions options =
        DemoOptions.parse(List.of("--seed=7", "--keep", "data", "--once", "--faults", "0.02"));

    assertThat(options.keep()).contains(Path.of("data"));
    assertThat(options.player()).containsExactly("--seed", "7", "--once", "--faults", "0.02");
  }

  @Test
  void chaosLastsSoManyMinutesAndOtherwiseTakesWhatTheDemoTakes() {
    DemoOptions usual = DemoOptions.chaos(List.of("--seed", "7"));
    DemoOptions brief = DemoOptions.chaos(List.of("--minutes=2", "--keep", "data"));

    assertThat(usual.player()).containsExactly("--chaos", "--seed", "7", "--minutes", "10");
    assertThat(usual.chaotic()).isTrue();
    assertThat(brief.player()).containsExactly("--chaos", "--minutes", "2");
    assertThat(brief.keep()).contains(Path.of("data"));
    assertThat(DemoOptions.parse(List.of()).chaotic()).isFalse();
  }

  @Test
  void chaosTakesTheBlowsThatMayFall() {
    assertThat(DemoOptions.chaos(List.of("--blows", "diskFull,processKilled:kafka")).player())
        .containsSequence("--blows", "diskFull,processKilled:kafka");
    assertThatThrownBy(() -> DemoOptions.parse(List.of("--blows", "diskFull")))
        .isInstanceOf(DemoOptions.Unusable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--minutes=0",
        "--minutes=many",
        "--minutes=10000",
        "--rate=2",
        "--blows=kill kafka"
      })
  void refusesAnOnslaughtThatCannotBeMeant(String argument) {
    assertThatThrownBy(() -> DemoOptions.chaos(List.of(argument)))
        .isInstanceOf(DemoOptions.Unusable.class);
  }

  @Test
  void theLastSeedCounts() {
    assertThat(DemoOptions.parse(List.of("--seed", "1", "--seed=2")).seed()).contains("2");
    assertThat(DemoOptions.parse(List.of("--once")).seed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rate=0.5",
        "--rate=50",
        "--faults=0",
        "--faults=.02",
        "--faults=1",
        "--limit=100",
        "--seed=-3"
      })
  void takesWhatThePlayerTakes(String argument) {
    assertThat(DemoOptions.parse(List.of(argument)).player()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--sed=7",
        "--limit=many",
        "--rate=-1",
        "--rate=0",
        "--limit=0",
        "--minutes=3",
        "--faults=2",
        "--orders=/no/such/file",
        "--keep",
        "7"
      })
  void refusesWhatCannotBeMeant(String argument) {
    assertThatThrownBy(() -> DemoOptions.parse(List.of(argument)))
        .isInstanceOf(DemoOptions.Unusable.class);
  }
}
