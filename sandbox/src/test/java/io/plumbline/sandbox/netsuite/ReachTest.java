package io.plumbline.sandbox.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A query touches only the part of a table that its conditions can be true in")
class ReachTest {
  private static final String NINE = "TO_DATE('2026-03-04 09:00:00', 'YYYY-MM-DD HH24:MI:SS')";
  private static final String TEN = "TO_DATE('2026-03-04 10:00:00', 'YYYY-MM-DD HH24:MI:SS')";
  private static final Instant AT_NINE = Instant.parse("2026-03-04T09:00:00Z");

  @Test
  void aCursorOfTimeAndIdReachesFromItsTime() {
    Reach reach =
        reach("(lastmodifieddate > " + NINE + " OR (lastmodifieddate = " + NINE + " AND id > 7))");

    assertThat(reach.changedFrom()).contains(AT_NINE);
    // The other branch of the OR lets any id through.
    assertThat(reach.idFrom()).isEmpty();
  }

  @Test
  void aCursorOfIdReachesFromIt() {
    assertThat(reach("type = 'SalesOrd' AND id > 48210").idFrom()).contains(48_210L);
  }

  @Test
  void ofTwoBoundsThatBothHoldTheHigherOneCounts() {
    assertThat(
            reach("lastmodifieddate >= " + TEN + " AND lastmodifieddate > " + NINE).changedFrom())
        .contains(Instant.parse("2026-03-04T10:00:00Z"));
  }

  @Test
  void ofTwoBoundsOfWhichOneHoldsTheLowerOneCounts() {
    assertThat(reach("lastmodifieddate >= " + TEN + " OR lastmodifieddate > " + NINE).changedFrom())
        .contains(AT_NINE);
  }

  @Test
  void whatIsNoLowerBoundRestrictsNothing() {
    Reach whole = new Reach(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(reach("lastmodifieddate <= " + NINE)).isEqualTo(whole);
    assertThat(reach("NOT lastmodifieddate > " + NINE)).isEqualTo(whole);
    assertThat(reach("id > 7 OR tranid = 'SO8'")).isEqualTo(whole);
  }

  @Test
  void childrenAreReachedByTheOrdersTheyWereMadeFrom() {
    assertThat(reach("mainline = 'T' AND createdfrom IN (7, 8)").parents())
        .contains(List.of(7L, 8L));
    assertThat(reach("createdfrom = 7").parents()).contains(List.of(7L));
    assertThat(reach("createdfrom = 7 OR id > 1").parents()).isEmpty();
  }

  private static Reach reach(String condition) {
    Query query = Query.parse("SELECT id FROM transaction WHERE " + condition, ZoneId.of("UTC"));
    return Reach.of(query.conditions(), query.sources().getFirst(), true);
  }
}
