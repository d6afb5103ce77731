package io.plumbline.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.plumbline.connectors.fixtures.SettableClock;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentRecordsTest {

  private static final Instant MODIFIED = Instant.parse("2026-03-04T09:00:00Z");
  private static final Instant READ = MODIFIED.plusSeconds(10);
  private static final Duration LEAST = Duration.ofSeconds(15);
  private static final byte[] BODY = {1};

  private final SettableClock clock = new SettableClock(READ);
  private final RecentRecords recent = new RecentRecords(clock, LEAST, 2);

  @Test
  void sparesTheCallUntilItIsTimeToLookAgain() {
    keep("1", READ);

    clock.pass(LEAST.minusMillis(1));
    assertThat(recent.body("1", MODIFIED)).contains(BODY);

    clock.pass(Duration.ofMillis(1));
    assertThat(recent.body("1", MODIFIED)).isEmpty();
  }

  @Test
  void asksForARecordThatHasANewTime() {
    keep("1", READ);

    assertThat(recent.body("1", MODIFIED.plusSeconds(1))).isEmpty();
  }

  @Test
  void keepsNothingThatMayStillChangeWithinItsSecond() {
    keep("1", MODIFIED.plusSeconds(1));

    assertThat(recent.body("1", MODIFIED)).isEmpty();
  }

  @Test
  void looksAgainNoMoreOftenThanItsShareOverManyRecords() {
    for (int id = 0; id < 100; id++) {
      keep(Integer.toString(id), READ);
    }

    clock.pass(Duration.ofSeconds(50).minusMillis(1));
    assertThat(recent.body("1", MODIFIED)).contains(BODY);

    clock.pass(Duration.ofMillis(1));
    assertThat(recent.body("1", MODIFIED)).isEmpty();
  }

  @Test
  void forgetsWhatNobodyAsksForAnyMore() {
    for (int id = 0; id < 100; id++) {
      keep(Integer.toString(id), READ);
    }
    clock.pass(Duration.ofMinutes(6));
    keep("new", clock.instant());

    clock.pass(LEAST);

    assertThat(recent.body("new", MODIFIED)).isEmpty();
  }

  private void keep(String id, Instant answeredAt) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(answeredAt.atOffset(ZoneOffset.UTC));
    var headers = HttpHeaders.of(Map.of("Date", List.of(date)), (name, value) -> true);
    recent.keep(id, MODIFIED, new Answer(200, headers, MissingNode.getInstance()), BODY);
  }
}
