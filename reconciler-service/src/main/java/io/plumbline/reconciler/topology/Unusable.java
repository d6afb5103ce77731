package io.plumbline.reconciler.topology;

import java.util.Arrays;
import java.util.function.Supplier;

/** An event that could be read, but that no rule can be applied to: it never will be. */
final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  private Unusable(RuntimeException cause) {
    super("expected an event that can be judged, found " + place(cause), cause);
  }

  private Unusable(TooLarge cause) {
    super(cause.getMessage(), cause);
  }

  /** The fault and where it shows, without its message, which may quote the payload. */
  private static String place(RuntimeException cause) {
    return cause.getClass().getSimpleName()
        + Arrays.stream(cause.getStackTrace()).findFirst().map(at -> " at " + at).orElse("");
  }

  /**
   * What was thought, where it could be. Nothing in the thinking touches a store, so whatever fails
   * in it fails of the event itself, and would fail again for ever.
   */
  static <T> T unless(Supplier<T> thinking) throws Unusable {
    try {
      return thinking.get();
    } catch (TooLarge e) {
      throw new Unusable(e);
    } catch (RuntimeException e) {
      throw new Unusable(e);
    }
  }
}
