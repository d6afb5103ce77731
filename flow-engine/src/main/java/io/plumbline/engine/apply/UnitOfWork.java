package io.plumbline.engine.apply;

import java.sql.Connection;
import java.util.function.Function;

/** One transaction that the flow's own store takes part in. */
@FunctionalInterface
public interface UnitOfWork {

  /** Runs the work and commits; rolls back where it fails. */
  <T> T in(Function<Connection, T> work);
}
