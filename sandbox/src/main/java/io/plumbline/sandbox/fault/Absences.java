package io.plumbline.sandbox.fault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the vendor could not be listed: what happened to its callers, whatever was planned. */
final class Absences {
  private final List<Absence> all = new ArrayList<>();
  private @Nullable Instant lastListed;
  private Optional<FaultPlan.Down> planned = Optional.empty();

  /** Another plan is in force, with another time away, the same or none. */
  synchronized void replan(Optional<FaultPlan.Down> down, Instant now) {
    if (down.isPresent() && down.equals(planned)) {
      return;
    }
    planned = down;
    all.removeIf(absence -> now.isBefore(absence.from()));
    all.replaceAll(absence -> absence.cutAt(now));
    down.filter(next -> next.until().isAfter(now))
        .ifPresent(next -> all.add(Absence.of(next, lastListed, now)));
  }

  synchronized void met() {
    if (!all.isEmpty()) {
      all.addLast(all.removeLast().met());
    }
  }

  synchronized void listed(Instant at) {
    lastListed = at;
    all.replaceAll(absence -> absence.listed(at));
  }

  synchronized List<Absence> all() {
    return List.copyOf(all);
  }

  /** How many are over or under way while nobody has listed anything since. */
  synchronized long awaited(Instant now) {
    return all.stream().filter(absence -> absence.awaited(now)).count();
  }
}
