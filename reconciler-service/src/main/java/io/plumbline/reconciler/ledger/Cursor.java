package io.plumbline.reconciler.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Where a page of findings ended. */
record Cursor(Instant time, String id) {

  String text() {
    String plain = time + "|" + id;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  static Cursor of(String text) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\|", 2);
      if (parts.length == 2) {
        return new Cursor(
            Moments.kept("cursor", Instant.parse(parts[0])), Text.plain("cursor", parts[1]));
      }
    } catch (IllegalArgumentException | DateTimeException _) {
      // falls through to the one refusal there is for a cursor that is not ours
    }
    throw Refusal.badRequest("cursor: expected the 'next' of an earlier page");
  }
}
