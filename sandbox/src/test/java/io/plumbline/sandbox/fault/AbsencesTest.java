package io.plumbline.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.HangUp;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.journal.Journal;
import io.plumbline.sandbox.journal.Writes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a vendor remembers of the times in which nobody could list its records. */
class AbsencesTest {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final Time time = new Time();
  private final Faults faults = new Faults(1, time);
  private final Gate gate =
      new Gate(faults, new Writes(), Journal.open(Optional.empty(), (_, _) -> {}), time);

  private static final class Time extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void refusesListingsOnlyAndRemembersWhenItDid() {
    call(true);
    faults.plan(silence(1, 10));

    assertThat(at(2, false)).isInstanceOf(Answer.class);
    assertThat(at(3, true)).isInstanceOf(HangUp.class);
    assertThat(faults.listingsAwaited()).isEqualTo(1);
    assertThat(at(11, true)).isInstanceOf(Answer.class);

    assertThat(faults.absences())
        .containsExactly(
            new Absence(START.plusSeconds(1), START.plusSeconds(11), START, time.now, 1));
    assertThat(faults.listingsAwaited()).isZero();
  }

  /** Fails where the vendor repeats what was planned: the plan was dropped after four seconds. */
  @Test
  void remembersHowLongItRefusedNotHowLongItWasToldTo() {
    faults.plan(silence(0, 10));
    time.now = START.plusSeconds(4);
    faults.plan(Json.object());

    assertThat(at(5, true)).isInstanceOf(Answer.class);
    assertThat(faults.absences())
        .containsExactly(new Absence(START, START.plusSeconds(4), null, time.now, 0));
  }

  /** Fails where a plan that was long under way is believed to have been in force before. */
  @Test
  void remembersNoRefusalFromBeforeThePlanCame() {
    time.now = START.plusSeconds(3);
    call(true);
    faults.plan(silence(0, 10));

    assertThat(faults.absences())
        .containsExactly(new Absence(time.now, START.plusSeconds(10), time.now, null, 0));
  }

  @Test
  void goesOnUnderAPlanThatNamesTheSameTime() {
    faults.plan(silence(0, 10));
    time.now = START.plusSeconds(4);
    faults.plan(silence(0, 10));

    assertThat(faults.absences())
        .containsExactly(new Absence(START, START.plusSeconds(10), null, null, 0));
  }

  private static ObjectNode silence(int from, int seconds) {
    ObjectNode plan = Json.object();
    plan.putObject("down")
        .put("from", START.plusSeconds(from).toString())
        .put("for", "PT" + seconds + "S")
        .put("what", "listings");
    return plan;
  }

  private Reply at(int second, boolean listing) {
    time.now = START.plusSeconds(second);
    return call(listing);
  }

  private Reply call(boolean listing) {
    return gate.pass(
        new Gate.Call(
            "POST",
            "/query",
            null,
            false,
            listing,
            Answer.empty(429),
            _ -> Outcome.read(Answer.empty(200))));
  }
}
