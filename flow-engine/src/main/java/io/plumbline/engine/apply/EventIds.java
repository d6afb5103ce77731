package io.plumbline.engine.apply;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of events: made of what happened, so that a replay makes the same ones. */
public final class EventIds {

  private EventIds() {}

  static String observed(
      String flow, String connection, String externalId, long version, byte[] hash) {
    return of(
        "observed",
        flow,
        connection,
        externalId,
        String.valueOf(version),
        HexFormat.of().formatHex(hash));
  }

  /** The same observation under another key is another event, and always the same one. */
  static String moved(String eventId, String newKey) {
    return eventId.replaceFirst("-.*", "") + "-" + of("moved", newKey).substring(0, 8);
  }

  /** The record is no longer under that key. */
  static String left(String eventId, String oldKey) {
    return eventId.replaceFirst("-.*", "") + "-" + of("left", oldKey).substring(0, 8);
  }

  /** The id of the merge of one key into another. */
  public static String linked(String flow, String from, String into) {
    return of("linked", flow, from, into);
  }

  static String of(String... parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\u0000", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
