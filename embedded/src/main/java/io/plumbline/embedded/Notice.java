package io.plumbline.embedded;

/** One line for the person at the terminal. */
final class Notice {

  private Notice() {}

  static void print(String line) {
    System.out.println("[plumbline] " + line);
  }
}
