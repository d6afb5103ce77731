package io.plumbline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A launch day over eight real processes. Calls and webhooks fail, all vendors go away for a while,
 * and order-service is killed in the middle by SIGKILL: nothing of that may leave a trace, and
 * every drift that was planted must be found, with the right system, cause and values.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {

  private DemoRun day;

  @BeforeAll
  void playTheDay() throws Exception {
    day = DemoRun.theDay();
  }

  @Test
  void endsCleanAndSettled() {
    assertThat(day.exitCode()).as(day.output()).isZero();
    assertThat(day.scoreboard().path("settled").booleanValue()).isTrue();
    assertThat(day.scoreboard().path("complaints")).isEmpty();
  }

  @Test
  void countsEveryInvoiceItReads() {
    long counted = day.numbers("counted").values().stream().mapToLong(Long::longValue).sum();

    assertThat(day.number("read")).isEqualTo(60).isEqualTo(day.number("played") + counted);
  }

  @Test
  void absorbsWhatGoesWrong() throws Exception {
    assertThat(day.numbers("disturbances"))
        .hasSizeGreaterThan(4)
        .containsEntry("processKilled", 1L);
    assertThat(day.launcherLog())
        .contains("order-service ended with code 137 and was started again");

    SoftAssertions.assertSoftly(softly -> {
      softly.assertThat(day.number("lost")).as("lost").isZero();
      softly.assertThat(day.number("duplicates")).as("duplicates").isZero();
      softly.assertThat(day.number("staleOverwrites")).as("staleOverwrites").isZero();
      softly.assertThat(day.scoreboard().path("falseAlarms")).as("falseAlarms").isEmpty();
    });
  }

  @Test
  void findsEveryDriftThatWasPlanted() {
    assertThat(day.numbers("planted"))
        .containsOnlyKeys(
            "missing",
            "duplicate",
            "fieldMismatch",
            "rounding",
            "cancelledButShipped",
            "toldShipped",
            "trackingMissing",
            "editedAfterSync",
            "wrongChannel",
            "partialMismatch",
            "stuck",
            "silentSource",
            "payoutMismatch")
        .allSatisfy((kind, planted) -> assertThat(planted).as(kind).isPositive());

    SoftAssertions.assertSoftly(softly -> {
      softly.assertThat(day.numbers("found")).isEqualTo(day.numbers("planted"));
      softly.assertThat(day.scoreboard().path("missed")).as("missed").isEmpty();
      softly.assertThat(day.number("wrongVerdict")).as("wrongVerdict").isZero();
      softly.assertThat(day.number("wrongCause")).as("wrongCause").isZero();
      softly.assertThat(day.scoreboard().path("precision").doubleValue()).isEqualTo(1);
      softly.assertThat(day.scoreboard().path("recall").doubleValue()).isEqualTo(1);
    });
  }

  /** Two shops with money of their own, one ERP and one warehouse for both. */
  @Test
  void playsEveryConnection() {
    assertThat(day.numbers("orders"))
        .containsOnlyKeys("shopify-eu", "shopify-de", "netsuite", "shiphero")
        .allSatisfy((connection, orders) -> assertThat(orders).as(connection).isPositive());
  }

  /** Whoever bought has a name, an address and a street in the shops; nowhere else in the open. */
  @Test
  void showsNobodyWhoBought() throws Exception {
    var remains = new Remains(day.home(), Pattern.compile("(?i)buyer[- ]\\d+|High Street"));

    assertThat(remains.searched().found()).isEmpty();
    assertThat(remains.looked())
        .containsKeys(
            "topic plumbline.order.inbox",
            "topic plumbline.order.changes",
            "topic plumbline.findings",
            "topic plumbline.control-entries",
            "table orders.public.replica",
            "table reconciler.public.finding",
            "log order-service.log",
            "log reconciler-service.log")
        .hasSizeGreaterThan(30);
  }

  @Test
  void saysWhatTheDriftCosts() {
    assertThat(day.scoreboard().path("exposure").path("GBP").asText())
        .matches("[1-9]\\d*\\.\\d\\d");
  }
}
