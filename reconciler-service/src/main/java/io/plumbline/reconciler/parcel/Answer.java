package io.plumbline.reconciler.parcel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.reconciler.view.Episode.Start;
import io.plumbline.reconciler.view.Misplaced;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What an order has to know of a number that its channels tell.
 *
 * @param turn in which it came about
 * @param home the partition in which the order lives
 * @param misplaced the channels that tell it wrongly; empty once none does
 * @param by the observation that made it so
 */
@RegisterForReflection
public record Answer(
    long turn, int home, String key, String number, List<Misplaced> misplaced, Start by) {

  public Answer {
    misplaced = List.copyOf(misplaced);
  }

  /** A later answer under one name replaces an earlier one. */
  @JsonIgnore
  public String name() {
    return key + '\n' + number;
  }
}
