package io.plumbline.reconciler.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** However many names events bring, metrics have no more labels than the configuration. */
class LabelsTest {
  private final Labels labels = new Labels(Set.of("netsuite"));

  @Test
  void namesAConnectionThatIsConfigured() {
    assertThat(labels.connection("netsuite")).isEqualTo("netsuite");
  }

  @Test
  void countsEveryOtherConnectionAsOne() {
    assertThat(labels.connection("netsuite-2")).isEqualTo("other");
  }

  @Test
  void namesCurrenciesOfIso4217Only() {
    assertThat(Labels.currency("GBP")).isEqualTo("GBP");
    assertThat(Labels.currency("points")).isEqualTo("other");
  }
}
