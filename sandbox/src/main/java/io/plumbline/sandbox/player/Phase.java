package io.plumbline.sandbox.player;

/** Where a run stands. */
enum Phase {
  PREPARING("preparing"),
  PLAYING("playing"),
  SETTLING("settling"),
  SCORING("scoring"),
  DONE("done");

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
