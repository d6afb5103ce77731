package io.plumbline.engine.fileimport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What makes two rows one: files carry no id of their delivery, so all they say counts. */
final class RowKey {

  private RowKey() {}

  static String of(
      String connection,
      String topic,
      String externalId,
      @Nullable Instant sourceTime,
      byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          String.join("\u0000", connection, topic, externalId, String.valueOf(sourceTime), "")
              .getBytes(StandardCharsets.UTF_8));
      return "file/" + HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
