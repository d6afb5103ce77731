package io.plumbline.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.intake.RereadWork.Claimed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However much is due, only so many reads are under way. Threads are run by the test. */
class RereadLoopTest {

  private static final int AT_ONCE = 3;

  private final List<Runnable> running = new ArrayList<>();
  private final List<Integer> claims = new ArrayList<>();
  private final RereadLoop loop = new RereadLoop(this::claim, this::read, running::add, AT_ONCE);
  private boolean failing;

  /** Mechanism: the permits; without them every round claims as many again. */
  @Test
  void claimsNothingWhileAllPlacesAreTaken() {
    loop.round();

    loop.round();

    assertThat(claims).containsExactly(AT_ONCE);
    assertThat(running).hasSize(AT_ONCE);
  }

  /** Mechanism: a read gives its place back at its end, and the claim asks for as many only. */
  @Test
  void claimsAsManyAsHaveEnded() {
    loop.round();
    running.removeFirst().run();

    loop.round();

    assertThat(claims).containsExactly(AT_ONCE, 1);
  }

  /** Mechanism: the place is given back whatever the read fails with. */
  @Test
  void givesThePlaceOfAFailedReadBack() {
    failing = true;
    loop.round();
    running.removeFirst().run();

    loop.round();

    assertThat(claims).containsExactly(AT_ONCE, 1);
  }

  private List<Claimed> claim(int room) {
    claims.add(room);
    return IntStream.range(0, room)
        .mapToObj(i -> new Claimed("erp", "" + i, 1, "test", 1, Instant.EPOCH, 0))
        .toList();
  }

  private void read(Claimed claimed) {
    if (failing) {
      throw new IllegalStateException("unexpected: " + claimed.externalId());
    }
  }
}
