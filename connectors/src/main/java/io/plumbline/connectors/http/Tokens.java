package io.plumbline.connectors.http;

/** Where a connection's access token comes from. */
public interface Tokens {

  /** A token that the vendor takes now. */
  String current();

  /** Whether there is hope for another one now that the vendor has refused this. */
  boolean replaces(String refused);

  /** A token that was given once and for all. */
  static Tokens fixed(String token) {
    return new Tokens() {
      @Override
      public String current() {
        return token;
      }

      @Override
      public boolean replaces(String refused) {
        return false;
      }
    };
  }
}
