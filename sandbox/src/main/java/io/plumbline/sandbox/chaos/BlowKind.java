package io.plumbline.sandbox.chaos;

import java.util.Locale;

/** What can befall a run. */
public enum BlowKind {
  PROCESS_KILLED("killed"),
  PROCESS_PAUSED("paused"),
  VENDOR_OUTAGE("away"),
  BROWN_OUT("browned out"),
  DISK_FULL("without disk space"),
  CLOCK_AHEAD("with its clock ahead"),
  CLOCK_BEHIND("with its clock behind"),
  CLOCK_RIGHT("with its clock set right"),
  REPLICA_JOINED("joined"),
  REPLICA_LEFT("left");

  private final String word;

  BlowKind(String word) {
    this.word = word;
  }

  /** Its name in the scoreboard. */
  public String id() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
    return words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
  }

  String word() {
    return word;
  }
}
