package io.plumbline.engine.apply;

import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading on its way to its entity.
 *
 * @param reading absent where a re-read found nothing
 */
record Incoming(Unpacked.Usable from, String externalId, @Nullable Reading reading) {

  static List<Incoming> of(Unpacked.Usable usable, List<Reading> readings) {
    if (usable.arrived().topic().equals(io.plumbline.engine.intake.Arrived.GONE)) {
      return List.of(new Incoming(usable, usable.arrived().externalId(), null));
    }
    return readings.stream()
        .map(reading -> new Incoming(usable, reading.externalId(), reading))
        .toList();
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
