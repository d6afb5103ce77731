package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.connector.Cursor;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** London tells the hour from one to two twice on 2026-10-25: first as 00:00Z, then as 01:00Z. */
class NetSuiteTimesTest {

  private static final Instant FIRST_TURN = Instant.parse("2026-10-25T00:59:50Z");
  private static final Instant SECOND_TURN = Instant.parse("2026-10-25T01:10:00Z");

  private final NetSuiteTimes times = new NetSuiteTimes(ZoneId.of("Europe/London"));

  @Test
  void asksFromTheHourThatIsToldTwice() {
    assertThat(times.from(FIRST_TURN))
        .isEqualTo("2026-10-25 01:00:00")
        .isLessThan(times.text(SECOND_TURN));
  }

  @Test
  void asksFromTheTimeItselfOnAnyOtherDay() {
    assertThat(times.from(Instant.parse("2026-10-24T00:59:50Z"))).isEqualTo("2026-10-24 01:59:50");
    assertThat(times.from(Instant.parse("2026-10-25T00:00:00Z"))).isEqualTo("2026-10-25 01:00:00");
    assertThat(times.from(Instant.parse("2026-10-25T02:00:00Z"))).isEqualTo("2026-10-25 02:00:00");
    assertThat(times.from(Instant.parse("2026-03-29T00:59:50Z"))).isEqualTo("2026-03-29 00:59:50");
  }

  @Test
  void knowsBothTurnsOfATimeThatIsToldTwice() {
    var told = times.instant("2026-10-25 01:10:00");

    assertThat(told).isEqualTo("2026-10-25T00:10:00Z");
    assertThat(times.second(told)).isEqualTo(SECOND_TURN);
    assertThat(times.second(FIRST_TURN.plusSeconds(7_200)))
        .isEqualTo(FIRST_TURN.plusSeconds(7_200));
  }

  /** A poll begins without an id; its further pages go on behind the text of the last row. */
  @Test
  void listsWhatChangedInTheSecondTurnBehindACursorOfTheFirst() {
    var queries = new NetSuiteQueries(times, "none", "salesorder", true);

    assertThat(queries.changed(Cursor.before(FIRST_TURN)))
        .contains("lastmodifieddate >= TO_DATE('2026-10-25 01:00:00'");
    assertThat(queries.changed(new Cursor(FIRST_TURN, "501")))
        .contains("lastmodifieddate > TO_DATE('2026-10-25 01:59:50'");
  }
}
