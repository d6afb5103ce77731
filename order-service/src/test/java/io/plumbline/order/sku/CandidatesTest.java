package io.plumbline.order.sku;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.order.sku.Candidates.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  @Test
  void sameButForCaseAndBlanksComesFirst() {
    assertThat(skus("85123a ", "85124A", "85123A", "85123B")).startsWith("85123A");
  }

  @Test
  void anotherLetterAtTheEndComesBeforeAnotherDigit() {
    assertThat(skus("85123B", "85128B", "85123A", "85123"))
        .containsExactly("85123", "85123A", "85128B");
  }

  @Test
  void twoEditsAreNearAndThreeAreNot() {
    assertThat(skus("22423", "22499", "22999")).containsExactly("22499");
  }

  @Test
  void shortNamesThatShareLittleAreNoCandidates() {
    assertThat(skus("A1", "B2", "C1")).isEmpty();
  }

  @Test
  void namesAtMostFive() {
    assertThat(skus("22420", "22421", "22422", "22423", "22424", "22425", "22426"))
        .containsExactly("22421", "22422", "22423", "22424", "22425");
  }

  @Test
  void isNeverItsOwnCandidate() {
    assertThat(skus("22423", "22423")).isEmpty();
  }

  private static List<String> skus(String unknown, String... known) {
    return Candidates.of(unknown, List.of(known)).stream().map(Candidate::sku).toList();
  }
}
