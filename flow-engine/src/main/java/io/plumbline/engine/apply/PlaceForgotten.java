package io.plumbline.engine.apply;

/**
 * The database knows less of the inbox than this process has applied: it went back in time, and
 * what it has forgotten has to be applied before anything else is.
 */
final class PlaceForgotten extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PlaceForgotten(String what) {
    super(what);
  }
}
