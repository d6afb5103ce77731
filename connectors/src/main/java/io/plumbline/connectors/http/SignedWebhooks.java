package io.plumbline.connectors.http;

import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Webhook;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges webhooks by a signature over their raw bytes; nothing of a body is believed before. */
public record SignedWebhooks(List<String> secrets) {

  public SignedWebhooks {
    secrets = List.copyOf(secrets);
  }

  /**
   * Judges one.
   *
   * @param signature as the request carries it, decoded
   * @param genuine names what a genuine one is about
   */
  public Arrival receive(
      Webhook webhook, Optional<byte[]> signature, Function<Webhook, Arrival.Genuine> genuine) {
    if (secrets.isEmpty()) {
      return new Arrival.Forged("no webhook-secret is configured");
    }
    if (signature.isEmpty()) {
      return new Arrival.Forged("no readable signature");
    }
    if (!Hmac.madeByOne(secrets, signature.get(), webhook.body())) {
      return new Arrival.Forged("signature of none of the live secrets");
    }
    return genuine.apply(webhook);
  }

  /** A signature written as base64; empty where it is none. */
  public static Optional<byte[]> base64(String signature) {
    try {
      return Optional.of(Base64.getDecoder().decode(signature.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
