package io.plumbline.order.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.order.aggregate.LifeCycle.Cancelled;
import io.plumbline.order.aggregate.Progress.Facts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every combination of what the systems may say. */
class ProgressPropertiesTest {

  @Property
  void nothingSaidIsEverSwallowed(
      @ForAll boolean paid,
      @ForAll Fulfilment fulfilment,
      @ForAll boolean billed,
      @ForAll boolean cancelled,
      @ForAll boolean closed) {
    var progress = Progress.from(new Facts(paid, fulfilment, billed, cancelled, closed));

    assertThat(
            progress.state() instanceof Cancelled
                || surprised(progress, "cancelled-after-shipping"))
        .isEqualTo(cancelled);
    if (billed && fulfilment != Fulfilment.FULFILLED) {
      assertThat(surprised(progress, "billed-before-fulfilled")).isTrue();
    }
  }

  @Property
  void goodsThatLeftAreNeverCancelled(
      @ForAll boolean paid, @ForAll boolean billed, @ForAll boolean closed) {
    for (var shipped : new Fulfilment[] {Fulfilment.PARTIAL, Fulfilment.FULFILLED}) {
      assertThat(Progress.from(new Facts(paid, shipped, billed, true, closed)).state())
          .isNotInstanceOf(Cancelled.class);
    }
  }

  private static boolean surprised(Progress progress, String code) {
    return progress.surprises().stream().anyMatch(surprise -> surprise.code().equals(code));
  }
}
