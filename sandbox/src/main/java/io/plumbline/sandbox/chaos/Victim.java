package io.plumbline.sandbox.chaos;

import java.time.Duration;

/** A vendor whose API can be spoilt for a while. */
public interface Victim {
  String connection();

  /** It answers nobody from now on for so long. */
  void away(Duration time);

  /** From now on most calls are slow or fail; for so long, as far as it knows. */
  void brownOut(Duration time);

  /** From now on it stamps its records with a clock that is off by so much. */
  void clock(Duration offset);

  /** It is as good again as it was. */
  void recover();
}
