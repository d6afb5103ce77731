package io.plumbline.engine.connector;

/**
 * A vendor's own words about a call. They may name anybody, so they are kept apart from what is
 * told of the failure: nothing shows them by printing it.
 */
public final class Quoted {

  /** Of an error page somebody may read as much, and nobody more. */
  private static final int LONGEST = 2_000;

  private final String words;

  private Quoted(String words) {
    this.words = words;
  }

  public static Quoted of(String words) {
    return new Quoted(words.length() <= LONGEST ? words : words.substring(0, LONGEST));
  }

  /** For whoever may read what stands under the entity's key. */
  public String words() {
    return words;
  }

  @Override
  public String toString() {
    return "(the vendor's words)";
  }
}
