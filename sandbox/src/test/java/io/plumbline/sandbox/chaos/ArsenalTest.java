package io.plumbline.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArsenalTest {
  private record Idle(String connection) implements Victim {
    @Override
    public void away(Duration time) {}

    @Override
    public void brownOut(Duration time) {}

    @Override
    public void clock(Duration offset) {}

    @Override
    public void recover() {}
  }

  @Test
  void dealsEveryKindInEachRound() {
    Arsenal arsenal = arsenal(1);

    for (int round = 0; round < 2; round++) {
      List<Blow> blows = arsenal.round().stream().flatMap(List::stream).toList();

      assertThat(blows).extracting(Blow::kind).contains(BlowKind.values());
      assertThat(blows)
          .filteredOn(blow -> blow.kind() == BlowKind.PROCESS_KILLED)
          .extracting(Blow::on)
          .containsExactlyInAnyOrder(
              "order-service", "reconciler-service", "kafka", "postgresql", "order-service-2");
    }
  }

  @Test
  void theSeedDecidesTheOrder() {
    assertThat(words(arsenal(1))).isEqualTo(words(arsenal(1)));
    assertThat(words(arsenal(1))).isNotEqualTo(words(arsenal(2)));
  }

  @Test
  void theReconcilersAbsenceExcusesNothing() {
    assertThat(arsenal(1).round().stream().flatMap(List::stream))
        .filteredOn(blow -> blow.on().equals("reconciler-service"))
        .isNotEmpty()
        .noneMatch(Blow::stopsAll);
  }

  @Test
  void dealsOnlyWhatIsAskedFor() {
    assertThat(words(arsenal(1, "processKilled:kafka"))).containsExactly("kafka killed");
    assertThat(words(arsenal(1, "processPaused", "clockAhead")))
        .hasSize(7)
        .allMatch(words -> words.contains("paused") || words.contains("clock"));
  }

  @Test
  void refusesWhatThereIsNot() {
    assertThatThrownBy(() -> arsenal(1, "processKilled", "meteorite"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("meteorite")
        .hasMessageContaining("processKilled")
        .hasMessageContaining("diskFull");
  }

  private static List<String> words(Arsenal arsenal) {
    return arsenal.round().stream().flatMap(List::stream).map(Blow::words).toList();
  }

  private static Arsenal arsenal(long seed, String... chosen) {
    return new Arsenal(
        new Processes(Path.of(".")),
        List.of(new Idle("shop"), new Idle("erp")),
        seed,
        Clock.systemUTC(),
        Set.of(chosen));
  }
}
