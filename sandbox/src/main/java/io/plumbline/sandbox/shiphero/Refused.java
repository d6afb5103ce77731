package io.plumbline.sandbox.shiphero;

/** The warehouse does not do what was asked, and says why. */
final class Refused extends RuntimeException {
  Refused(String message) {
    super(message);
  }
}
