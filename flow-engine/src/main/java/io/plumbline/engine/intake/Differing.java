package io.plumbline.engine.intake;

import io.plumbline.engine.connector.RawRecord;
import java.util.List;

/** Tells the rows of a listing that say something else than the replica from those that do not. */
@FunctionalInterface
public interface Differing {

  /** The rows worth applying, in their order; whatever cannot be told is among them. */
  List<RawRecord> from(String connection, List<RawRecord> rows);
}
