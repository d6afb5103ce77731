package io.plumbline.engine.apply;

/** Another replica linked or merged the same names first: the batch starts over and sees it. */
final class RaceLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RaceLost(String what) {
    super(what);
  }
}
