package io.plumbline.connectors.custom;

import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Arrival.Forged;
import io.plumbline.engine.connector.Arrival.Genuine;
import io.plumbline.engine.connector.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges pushed records: signed as Standard Webhooks says, or, where {@code settings.signature} is
 * {@code body}, by the hexadecimal HMAC-SHA-256 over the raw body in a header of its choice.
 */
final class CustomWebhooks {

  /** How old a signature may be that tells its time, as the standard recommends. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private static final String SCHEME = "sha256=";

  private final CustomTerms terms;
  private final List<byte[]> keys;
  private final boolean overBody;
  private final String header;
  private final Clock clock;

  CustomWebhooks(Settings settings, CustomTerms terms, Clock clock) {
    this.terms = terms;
    this.keys =
        settings.connection().secretsPresent("webhook-secret", "webhook-secret-previous").stream()
            .map(StandardSignature::key)
            .toList();
    this.overBody = settings.oneOf("signature", "standard", "body").equals("body");
    this.header = settings.text("signature-header", "x-plumbline-signature");
    this.clock = clock;
  }

  Arrival receive(Webhook webhook) {
    if (keys.isEmpty()) {
      return new Forged("no webhook-secret is configured");
    }
    return overBody ? bySignatureOfBody(webhook) : byStandard(webhook);
  }

  private Arrival bySignatureOfBody(Webhook webhook) {
    var signature = webhook.header(header).flatMap(CustomWebhooks::hex);
    if (signature.isEmpty()) {
      return new Forged("no readable signature");
    }
    return Hmac.madeByOneOf(keys, List.of(signature.get()), webhook.body())
        ? genuine(webhook, Optional.empty())
        : new Forged("signature of none of the live secrets");
  }

  private Arrival byStandard(Webhook webhook) {
    var id = webhook.header(StandardSignature.ID).orElse("");
    var seconds = webhook.header(StandardSignature.TIME).orElse("").strip();
    if (id.isBlank() || !seconds.matches("[0-9]{1,12}")) {
      return new Forged("no webhook-id or webhook-timestamp");
    }
    var signatures =
        Arrays.stream(webhook.header(StandardSignature.SIGNATURE).orElse("").split(" "))
            .filter(text -> text.startsWith(StandardSignature.VERSION))
            .flatMap(text -> base64(text.substring(StandardSignature.VERSION.length())).stream())
            .toList();
    var content = StandardSignature.content(id, seconds, webhook.body());
    if (!Hmac.madeByOneOf(keys, signatures, content)) {
      return new Forged("signature of none of the live secrets");
    }
    var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), clock.instant());
    return age.abs().compareTo(FRESH) > 0
        ? new Forged("signed more than " + FRESH.toMinutes() + " minutes away from now")
        : genuine(webhook, Optional.of(id));
  }

  private Genuine genuine(Webhook webhook, Optional<String> id) {
    var body = Hmac.fingerprint(webhook.body());
    var dedupe =
        id.or(() -> webhook.header("idempotency-key"))
            .orElseGet(() -> Hmac.fingerprint(terms.connection(), webhook.topic(), body));
    var about = terms.idOf(Json.lenient(webhook.body())).orElse("unreadable-" + body);
    return new Genuine(dedupe, about);
  }

  private static Optional<byte[]> hex(String signature) {
    var text = signature.strip().toLowerCase(Locale.ROOT);
    try {
      return Optional.of(
          HexFormat.of()
              .parseHex(text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> base64(String signature) {
    try {
      return Optional.of(Base64.getDecoder().decode(signature.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
