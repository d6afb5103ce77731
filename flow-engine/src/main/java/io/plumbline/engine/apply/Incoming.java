package io.plumbline.engine.apply;

import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.observation.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading on its way to its entity.
 *
 * @param reading absent where a re-read found nothing
 */
record Incoming(Unpacked.Usable from, String externalId, @Nullable Reading reading) {

  /** We say when we looked, the broker when something came: two clocks, kept by one protocol. */
  private static final Duration APART = Duration.ofSeconds(2);

  static List<Incoming> of(Unpacked.Usable usable, List<Reading> readings) {
    if (usable.arrived().topic().equals(io.plumbline.engine.intake.Arrived.GONE)) {
      return List.of(new Incoming(usable, usable.arrived().externalId(), null));
    }
    return readings.stream()
        .map(reading -> new Incoming(usable, reading.externalId(), reading))
        .toList();
  }

  /** How it came about, given when what is held of the record had come. */
  Judgement.Way way(Instant heldSince) {
    if (from.reread().isPresent()) {
      return Judgement.Way.REREAD;
    }
    return from.arrived().via() == Via.POLL && lookedAfter(heldSince)
        ? Judgement.Way.LISTED_SINCE
        : Judgement.Way.TOLD;
  }

  /**
   * The place in the record's history. A read of ours that began after what is held had come shows
   * a later state, whatever the vendor's clock has done in between: it stands behind that.
   */
  Version version(Instant sourceTime, Instant heldSince, Version held) {
    boolean later = from.reread().isPresent() && lookedAfter(heldSince);
    return new Version(
        later && sourceTime.isBefore(held.sourceTime()) ? held.sourceTime() : sourceTime,
        from.arrived().sequence());
  }

  private boolean lookedAfter(Instant heldSince) {
    Instant readAt = from.arrived().readAt();
    return readAt != null && readAt.isAfter(heldSince.plus(APART));
  }

  Name ownName() {
    return new Name(from.connection(), externalId);
  }

  /** Every name it gives, its own first. */
  List<Name> names() {
    List<Name> names = new ArrayList<>();
    names.add(ownName());
    if (reading != null) {
      reading.names().stream().sorted(Linking.BY_NAME).forEach(names::add);
    }
    return names;
  }
}
