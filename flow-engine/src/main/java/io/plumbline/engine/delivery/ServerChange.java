package io.plumbline.engine.delivery;

/** What is done before anything is claimed on a server that the database was not last served by. */
@FunctionalInterface
public interface ServerChange {

  /** Notes down what may have been forgotten; from then on the server is the known one. */
  void notice();
}
