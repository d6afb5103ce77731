package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private final Agenda agenda = new Agenda();
  private final List<String> done = new ArrayList<>();

  @AfterEach
  void close() {
    agenda.close();
  }

  @Test
  void doesThingsAtTheirTimeAndWaitsForThoseTheyBring() throws InterruptedException {
    agenda.in(Duration.ofMillis(60), "late", () -> done.add("late"));
    agenda.in(
        Duration.ZERO,
        "early",
        () -> {
          agenda.in(Duration.ofMillis(90), "next", () -> done.add("next"));
          return done.add("early");
        });

    List<String> failures = agenda.finish();

    assertThat(failures).isEmpty();
    assertThat(done).containsExactly("early", "late", "next");
  }

  @Test
  void triesAgainWhatIsNotPossibleYet() throws InterruptedException {
    Iterator<Boolean> answers = List.of(false, false, true).iterator();
    agenda.in(Duration.ZERO, "wait", answers::next);

    assertThat(agenda.finish()).isEmpty();
    assertThat(answers).isExhausted();
  }

  @Test
  void tellsABrokenStepAndGoesOn() throws InterruptedException {
    agenda.in(
        Duration.ZERO,
        "break",
        () -> {
          throw new IllegalStateException("no line");
        });
    agenda.in(Duration.ofMillis(5), "go on", () -> done.add("on"));

    assertThat(agenda.finish())
        .containsExactly("could not break: java.lang.IllegalStateException: no line");
    assertThat(done).containsExactly("on");
  }
}
