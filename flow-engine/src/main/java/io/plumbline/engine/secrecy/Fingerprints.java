package io.plumbline.engine.secrecy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.CanonicalJson;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed fingerprints: they still compare, and tell nothing to whoever has no key. */
@Singleton
public class Fingerprints {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public Fingerprints(MasterKey master) {
    key = new SecretKeySpec(master.derive("fingerprint"), ALGORITHM);
  }

  /** One fingerprint per personal field. */
  public ObjectNode of(ObjectNode personal) {
    ObjectNode fingerprints = JsonNodeFactory.instance.objectNode();
    personal
        .properties()
        .forEach(field ->
            fingerprints.put(field.getKey(), text(field.getKey(), normalised(field.getValue()))));
    return fingerprints;
  }

  /** The keyed hash of anything, for comparing without keeping it. */
  public byte[] hash(byte[] content) {
    return mac().doFinal(content);
  }

  private String text(String field, JsonNode value) {
    Mac mac = mac();
    mac.update(field.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    return HexFormat.of().formatHex(mac.doFinal(CanonicalJson.bytes(value)), 0, 16);
  }

  /** Systems disagree on case and blanks of the same address; nobody means anything by them. */
  private static JsonNode normalised(JsonNode value) {
    if (value.isObject()) {
      ObjectNode normalised = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(field -> normalised.set(field.getKey(), normalised(field.getValue())));
      return normalised;
    }
    return JsonNodeFactory.instance.textNode(
        value.asText().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not to be had in this JVM", e);
    }
  }
}
