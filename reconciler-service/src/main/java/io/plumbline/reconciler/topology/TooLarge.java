package io.plumbline.reconciler.topology;

/**
 * What all systems say of one entity is more than can be kept of it; its message is all there is to
 * say.
 */
final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLarge(int size, int largest) {
    super(
        "expected an order of which all records together take at most %d bytes, found %d: it is judged by what was heard before"
            .formatted(largest, size));
  }
}
