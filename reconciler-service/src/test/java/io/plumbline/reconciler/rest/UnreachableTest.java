package io.plumbline.reconciler.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may succeed later is told from what never will, by what the database says. */
class UnreachableTest {

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource({
    "08001, true, refused",
    "08006, true, broken off",
    "57P01, true, ended by an operator",
    "53300, true, too many connections",
    "40001, true, another one got in the way",
    "22021, false, a value",
    "23505, false, a constraint",
    "42P01, false, a statement of ours",
  })
  void goesByTheState(String state, boolean away, String what) {
    var failure = new IllegalStateException(what, new SQLException(what, state));

    assertThat(Unreachable.is(failure)).as(what).isEqualTo(away);
  }

  @Test
  void takesWhatRanNoStatementForTrouble() {
    assertThat(Unreachable.is(new SQLException("Acquisition timeout"))).isTrue();
    assertThat(Unreachable.is(new IllegalStateException(new RollbackException("commit")))).isTrue();
  }

  @Test
  void leavesOurOwnFailuresToUs() {
    assertThat(Unreachable.is(new IllegalStateException("expected a readable status"))).isFalse();
  }
}
