package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.orders.Invoice;
import io.plumbline.sandbox.orders.OrderFile;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CastTest {
  private static final List<Invoice> INVOICES = OrderFile.readDefault(Integer.MAX_VALUE).playable();
  private static final List<Invoice> FIFTY = OrderFile.readDefault(50).playable();

  @Property(tries = 100)
  void dealsEveryDriftAtLeastOnceUnderAnySeed(@ForAll long seed) {
    assertThat(drifts(Cast.of(INVOICES, seed))).isEqualTo(EnumSet.allOf(Drift.class));
  }

  /** A short day has room for every drift as well, or its kind would not be planted. */
  @Property(tries = 500)
  void dealsEveryDriftOnADayOfFiftyInvoices(@ForAll long seed) {
    assertThat(drifts(Cast.of(FIFTY, seed))).isEqualTo(EnumSet.allOf(Drift.class));
  }

  @Property(tries = 100)
  void givesADriftingOrderNoOtherEvents(@ForAll long seed) {
    assertThat(Cast.of(INVOICES, seed))
        .filteredOn(part -> part.drift().isPresent())
        .allSatisfy(part -> assertThat(part.life()).isIn(Life.PLAIN, Life.TILL, Life.FULFILLED));
  }

  @Test
  void dealsTheSameDayForTheSameSeed() {
    assertThat(Cast.of(INVOICES, 7)).isEqualTo(Cast.of(INVOICES, 7));
  }

  @Test
  void dealsAnotherDayForAnotherSeed() {
    assertThat(Cast.of(INVOICES, 7)).isNotEqualTo(Cast.of(INVOICES, 8));
  }

  @Test
  void plantsInProportionToTheOrders() {
    List<Invoice> twice =
        java.util.stream.Stream.of(INVOICES, INVOICES).flatMap(List::stream).toList();

    assertThat(Cast.of(twice, 1).stream().flatMap(part -> part.drift().stream()))
        .hasSize(2 * Drift.values().length);
  }

  @Test
  void playsEveryLife() {
    assertThat(Cast.of(INVOICES, 42).stream().map(Part::life).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Life.class));
  }

  @Test
  void sellsInBothShopsEachWithItsOwnTaxes() {
    assertThat(Cast.of(INVOICES, 42))
        .filteredOn(part -> part.channel() == Channel.GERMAN)
        .isNotEmpty()
        .allSatisfy(part -> {
          assertThat(part.taxesIncluded()).isTrue();
          assertThat(part.taxRate()).isEqualByComparingTo("0.19");
          assertThat(part.number()).startsWith("DE");
        });
  }

  private static EnumSet<Drift> drifts(List<Part> parts) {
    return parts.stream()
        .map(Part::drift)
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Drift.class)));
  }
}
