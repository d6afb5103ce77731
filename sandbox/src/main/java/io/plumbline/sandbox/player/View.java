package io.plumbline.sandbox.player;

import java.util.List;

/** Where a person watches the run. */
interface View extends AutoCloseable {
  /** Shows how far the run is. */
  void show(Progress.Moment moment);

  /** What emphasis it can show. */
  Style style();

  /** Says something once and for good. */
  void say(List<String> lines);

  @Override
  void close();
}
