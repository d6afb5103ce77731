package io.plumbline.engine.delivery;

/** A write was stopped at the last moment; nothing reached the vendor. */
final class NotSent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotSent(String why) {
    super(why);
  }
}
