package io.plumbline.engine.mapping;

/** Hears of every field whose text could not be kept, and was mended or left out. */
@FunctionalInterface
interface Unkept {

  /**
   * Hears of one.
   *
   * @param mapping its label, with the version
   * @param field the canonical path
   */
  void told(String mapping, String field);
}
