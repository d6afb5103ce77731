package io.plumbline.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.oracle.Unit.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesTest {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final Duration BOUND = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({"14999,NORMAL", "15000,EITHER", "30000,EITHER", "30001,OWED"})
  void weighsASilenceByHowLongTheVendorRefused(long millis, Weight weight) {
    Absence absence =
        new Absence(at(0), at(0).plusMillis(millis), Optional.of(at(-1)), Optional.of(at(80)));

    assertThat(units(List.of(), absence)).extracting(Unit::weight).containsExactly(weight);
  }

  /** Fails where the plan's times are taken for those at which the vendor was heard. */
  @Test
  void lastsFromTheLastListingToTheNextOne() {
    Unit silence =
        units(List.of(), new Absence(at(0), at(40), Optional.of(at(-2)), Optional.of(at(55))))
            .getFirst();

    assertThat(silence.from()).isEqualTo(at(-2));
    assertThat(silence.until()).isEqualTo(at(55));
    assertThat(silence.over()).isTrue();
    assertThat(silence.wrong()).isEqualTo("shopify-eu");
    assertThat(silence.describe()).startsWith("silentSource on shopify-eu: watermark expected");
  }

  @Test
  void isNotOverWhileNobodyListed() {
    Unit silence =
        units(List.of(), new Absence(at(0), at(40), Optional.empty(), Optional.empty())).getFirst();

    assertThat(silence.over()).isFalse();
    assertThat(silence.until()).isEqualTo(at(100));
  }

  /** Fails where two refusals without any listing between them count apart. */
  @Test
  void joinsAbsencesBetweenWhichNothingWasListed() {
    List<Unit> units =
        units(
            List.of(),
            new Absence(at(0), at(16), Optional.of(at(-1)), Optional.empty()),
            new Absence(at(20), at(36), Optional.of(at(-1)), Optional.of(at(40))),
            new Absence(at(60), at(66), Optional.of(at(59)), Optional.of(at(67))));

    assertThat(units).extracting(Unit::weight).containsExactly(Weight.OWED, Weight.NORMAL);
    assertThat(Silences.outages(units)).containsExactly(new Outage(at(-1), at(40), "shopify-eu"));
  }

  /** Fails where a service that was dead owes what it could not hear. */
  @Test
  void doesNotCountTimeInWhichNobodyCouldListen() {
    Absence absence = new Absence(at(0), at(32), Optional.of(at(-1)), Optional.of(at(40)));

    assertThat(units(List.of(new Outage(at(10), at(15))), absence))
        .extracting(Unit::weight)
        .containsExactly(Weight.EITHER);
  }

  /** Fails where a listing counts as heard that a starting service may not have finished. */
  @Test
  void mayBeginBeforeAListingThatCameWhileNobodyWasReady() {
    Absence absence = new Absence(at(14), at(50), Optional.of(at(12)), Optional.of(at(55)));

    Unit silence = units(List.of(new Outage(at(2), at(13))), absence).getFirst();

    assertThat(silence.weight()).isEqualTo(Weight.OWED);
    assertThat(silence.from()).isEqualTo(at(2));
    assertThat(silence.values().getLast().actual()).isEqualTo(at(12).toString());
  }

  /** A service that starts again hears nothing for some time, however long. */
  @Test
  void weighsTheTimeInWhichNobodyCouldListenNeitherWay() {
    assertThat(units(List.of(new Outage(at(10), at(12)))))
        .extracting(Unit::weight)
        .containsExactly(Weight.EITHER);
  }

  @Test
  void addsTheTimeInWhichNobodyCouldListenToAMomentAway() {
    Absence absence = new Absence(at(0), at(6), Optional.of(at(-1)), Optional.of(at(12)));

    Unit silence = units(List.of(new Outage(at(8), at(19))), absence).getFirst();

    assertThat(silence.weight()).isEqualTo(Weight.EITHER);
    assertThat(silence.until()).isEqualTo(at(19));
  }

  private static List<Unit> units(List<Outage> deaf, Absence... absences) {
    return new Silences(BOUND, deaf, at(100)).units("shopify-eu", List.of(absences));
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
