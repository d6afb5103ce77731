package io.plumbline.sandbox.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.oracle.Damage;
import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.oracle.Stake;
import io.plumbline.sandbox.oracle.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final Damage NO_DAMAGE = new Damage(List.of(), List.of(), List.of());

  @Test
  void passesACleanRun() {
    assertThat(board(run(NO_DAMAGE, List.of(), 8)).exitCode()).isZero();
  }

  @Test
  void failsWhenAKindWasNotPlanted() {
    List<Unit> units = List.of(unit(Kind.MISSING));

    Scoreboard board =
        Scoreboard.of(
            run(NO_DAMAGE, List.of(), 8, planted(Kind.MISSING), Map.of("a→b", 4000L)),
            List.of(sighting(Kind.MISSING)),
            units);

    assertThat(board.complaints())
        .hasSize(Kind.covered().size() - 1)
        .startsWith(
            "nothing planted of kind duplicate",
            "nothing planted of kind fieldMismatch",
            "nothing planted of kind rounding",
            "nothing planted of kind cancelledButShipped");
  }

  /** Fails where a drift that slid into what counts neither way only lowers the numbers. */
  @Test
  void failsWhenMoreWasPlantedThanIsOwed() {
    Map<Kind, List<String>> drifts = planted();
    drifts.put(Kind.MISSING, List.of("shopify-eu:" + id(Kind.MISSING), "shopify-eu:another"));
    Run run = run(NO_DAMAGE, List.of(), 8, drifts, Map.of("a→b", 4000L));

    assertThat(board(run).complaints())
        .containsExactly("2 planted of kind missing, but only 1 owed");
  }

  /** Mechanism: what is owed is compared with where the player planted, order by order. */
  @Test
  void failsOnADriftThatNobodyPlantedThoughItIsFound() {
    Map<Kind, List<String>> others = planted();
    others.put(Kind.MISSING, List.of("shopify-eu:another"));
    Run run = run(NO_DAMAGE, List.of(), 8, others, Map.of("shopify-eu→netsuite", 4000L));

    assertThat(board(run).complaints())
        .singleElement()
        .asString()
        .contains("owed, and never planted", "missing", "shopify-eu:" + id(Kind.MISSING));
  }

  /** Fails where a window that nobody reported is taken for some other. */
  @Test
  void failsWhenNoWindowWasReported() {
    Run run = run(NO_DAMAGE, List.of(), 8, planted(), Map.of());

    assertThat(board(run).complaints())
        .containsExactly("no window was ever reported, so nothing could be weighed");
  }

  @Test
  void failsWhenSomethingIsNotSettled() {
    assertThat(board(run(NO_DAMAGE, List.of("order-service outbox = 3"), 8)).complaints())
        .containsExactly("not settled: order-service outbox = 3");
  }

  @Test
  void failsWhenAnInvoiceIsUnaccounted() {
    assertThat(board(run(NO_DAMAGE, List.of(), 7)).complaints())
        .containsExactly("read is not played + counted");
  }

  @Test
  void failsOnDamageOfEachKind() {
    Damage damage = new Damage(List.of("1"), List.of("2"), List.of("3", "3"));

    assertThat(board(run(damage, List.of(), 8)).complaints())
        .containsExactly("1 lost", "1 duplicates of ours", "2 stale overwrites");
  }

  @Test
  void failsOnAMissAndAFalseAlarm() {
    Sighting stray = VerdictsTest.seen("stray", 500);

    Scoreboard board = Scoreboard.of(run(NO_DAMAGE, List.of(), 8), List.of(stray), allUnits());

    assertThat(board.complaints())
        .containsExactly(Kind.covered().size() + " missed", "1 false alarms");
  }

  /** Fails where nobody but the product itself says what a drift costs. */
  @Test
  void failsOnAnExposureThatTheHistoriesDoNotBearOut() {
    List<Sighting> sightings = new ArrayList<>();
    Kind.covered().forEach(kind -> sightings.add(sighting(kind)));
    sightings.set(0, sighting(Kind.MISSING, "250.00", "GBP"));
    sightings.set(1, sighting(Kind.DUPLICATE, "2.50", "EUR"));

    Scoreboard board = Scoreboard.of(run(NO_DAMAGE, List.of(), 8), sightings, allUnits());

    assertThat(board.complaints()).containsExactly("2 wrong exposures");
    assertThat(board.json().path("wrongExposure").asInt()).isEqualTo(2);
    assertThat(board.verdicts().wrongExposure())
        .first()
        .asString()
        .endsWith("2.5 GBP expected, 250.00 GBP found");
  }

  @Test
  void writesTheNumbersUnderTheirNames() {
    JsonNode json = board(run(NO_DAMAGE, List.of(), 8)).json();

    assertThat(json.at("/orders/shopify-eu").asInt()).isEqualTo(8);
    assertThat(json.at("/counted/cancellation").asInt()).isEqualTo(2);
    assertThat(json.at("/planted/missing").asInt()).isEqualTo(1);
    assertThat(json.at("/found/rounding").asInt()).isEqualTo(1);
    assertThat(json.at("/precision").decimalValue()).isEqualByComparingTo("1");
    assertThat(json.at("/detectionMillis/p99").asLong()).isEqualTo(80);
    assertThat(json.at("/windowMillis/shopify-eu→netsuite").asLong()).isEqualTo(4000);
    assertThat(json.at("/exposure/GBP").asText()).isEqualTo(money().toPlainString());
    assertThat(json.at("/notCovered")).hasSize(Kind.values().length - Kind.covered().size());
    assertThat(json.at("/lost").isInt()).isTrue();
  }

  /** Every kind but silence, which has no money of its own. */
  private static BigDecimal money() {
    return new BigDecimal("2.50").multiply(BigDecimal.valueOf(Kind.covered().size() - 1L));
  }

  private static Scoreboard board(Run run) {
    List<Sighting> sightings = Kind.covered().stream().map(ScoreboardTest::sighting).toList();
    return Scoreboard.of(run, sightings, allUnits());
  }

  private static List<Unit> allUnits() {
    return new ArrayList<>(Kind.covered().stream().map(ScoreboardTest::unit).toList());
  }

  private static Run run(Damage damage, List<String> unsettled, int played) {
    return run(damage, unsettled, played, planted(), Map.of("shopify-eu→netsuite", 4000L));
  }

  private static Map<Kind, List<String>> planted() {
    return planted(Kind.covered().toArray(Kind[]::new));
  }

  private static Map<Kind, List<String>> planted(Kind... kinds) {
    return Arrays.stream(kinds)
        .collect(Collectors.toMap(kind -> kind, kind -> List.of("shopify-eu:" + id(kind))));
  }

  private static Run run(
      Damage damage,
      List<String> unsettled,
      int played,
      Map<Kind, List<String>> drifts,
      Map<String, Long> windowMillis) {
    return new Run(
        7,
        Map.of("shopify-eu", 8, "netsuite", 7),
        10,
        played,
        Map.of("cancellation", 2),
        Map.of(),
        Map.of("throttle", 3L),
        windowMillis,
        drifts,
        damage,
        new BigDecimal("5.1"),
        List.of(),
        unsettled);
  }

  private static Unit unit(Kind kind) {
    return new Unit(
        kind,
        "shopify-eu:" + id(kind),
        "536365",
        "netsuite",
        "record",
        START,
        START.plusSeconds(60),
        false,
        Duration.ofSeconds(60),
        Unit.Weight.OWED,
        List.of(
            new Unit.Values(expected(kind), actual(kind), new Stake(new BigDecimal("2.5"), "GBP"))),
        Set.of("editedOutside"));
  }

  private static String id(Kind kind) {
    return Integer.toUnsignedString(kind.id().hashCode());
  }

  private static String expected(Kind kind) {
    return kind == Kind.SILENT_SOURCE ? "PT35S" : "a";
  }

  private static String actual(Kind kind) {
    return kind == Kind.SILENT_SOURCE ? START.toString() : "b";
  }

  private static Sighting sighting(Kind kind) {
    return sighting(kind, kind == Kind.SILENT_SOURCE ? "0" : "2.50", "GBP");
  }

  private static Sighting sighting(Kind kind, String amount, String currency) {
    String id = id(kind);
    Finding finding =
        new Finding(
            "f" + id,
            kind.id(),
            kind == Kind.SILENT_SOURCE ? "netsuite" : "shopify-eu:" + id,
            "netsuite",
            "record",
            "open",
            Optional.of(START),
            Optional.of(START.plusSeconds(4)),
            expected(kind),
            actual(kind),
            "editedOutside",
            new BigDecimal(amount),
            currency,
            Set.of("shopify-eu:" + id),
            "");
    return new Sighting(finding, START.plusMillis(4080));
  }
}
