package io.plumbline.connectors.netsuite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.http.Hmac;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Arrival.Forged;
import io.plumbline.engine.connector.Arrival.Genuine;
import io.plumbline.engine.connector.Webhook;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetSuiteWebhooksTest {

  private static final String EVENT =
      "{\"recordType\":\"salesorder\",\"internalId\":\"48211\",\"lastModified\":\"2026-03-04T09:15:30Z\"}";

  private final NetSuiteWebhooks webhooks =
      new NetSuiteWebhooks(
          ConnectionBuilder.erp()
              .secret("webhook-secret", "new")
              .secret("webhook-secret-previous", "old")
              .build());

  @Test
  void takesTheRecordAsExternalId() {
    assertThat(((Genuine) signed("new", EVENT)).externalId()).isEqualTo("48211");
  }

  @Test
  void takesTheSecretBeforeTheRotationToo() {
    assertThat(signed("old", EVENT)).isInstanceOf(Genuine.class);
  }

  @Test
  void refusesASignatureOfAnotherSecret() {
    assertThat(signed("guessed", EVENT)).isInstanceOf(Forged.class);
  }

  @Test
  void refusesABodyChangedByOneByte() {
    var changed = EVENT.replace("48211", "48212");

    assertThat(received(Map.of("X-Hub-Signature", signature("new", EVENT)), changed))
        .isInstanceOf(Forged.class);
  }

  @Test
  void refusesAMissingOrUnreadableSignature() {
    assertThat(received(Map.of(), EVENT)).isInstanceOf(Forged.class);
    assertThat(received(Map.of("X-Hub-Signature", "sha256=nothex"), EVENT))
        .isInstanceOf(Forged.class);
    assertThat(received(Map.of("X-Hub-Signature", bare("new", EVENT)), EVENT))
        .isInstanceOf(Forged.class);
  }

  @Test
  void readsTheOtherSpellingOfTheHeader() {
    assertThat(received(Map.of("X-Hub-Signature-256", signature("new", EVENT)), EVENT))
        .isInstanceOf(Genuine.class);
  }

  @Test
  void believesNothingWithoutASecret() {
    var open = new NetSuiteWebhooks(ConnectionBuilder.erp().build());

    var arrival =
        open.receive(
            new Webhook(
                "salesorder",
                Map.of("X-Hub-Signature", signature("any", EVENT)),
                EVENT.getBytes(UTF_8)));

    assertThat(arrival).isEqualTo(new Forged("no webhook-secret is configured"));
  }

  @Test
  void knowsADeliveryAgainAndANewChangeApart() {
    var first = (Genuine) signed("new", EVENT);
    var again = (Genuine) signed("old", EVENT);
    var later = (Genuine) signed("new", EVENT.replace("09:15:30", "09:15:31"));

    assertThat(again.dedupeKey()).isEqualTo(first.dedupeKey());
    assertThat(later.dedupeKey()).isNotEqualTo(first.dedupeKey());
  }

  @Test
  void keepsWhatItCannotReadUnderAStableName() {
    var first = (Genuine) signed("new", "<html>");
    var again = (Genuine) signed("new", "<html>");
    var trap = (Genuine) signed("new", "{\"internalId\":\"1 OR 1=1\"}");

    assertThat(first.externalId()).startsWith("unreadable-").isEqualTo(again.externalId());
    assertThat(trap.externalId()).startsWith("unreadable-").isNotEqualTo(first.externalId());
  }

  private Arrival signed(String secret, String body) {
    return received(Map.of("X-Hub-Signature", signature(secret, body)), body);
  }

  private Arrival received(Map<String, String> headers, String body) {
    return webhooks.receive(new Webhook("salesorder", headers, body.getBytes(UTF_8)));
  }

  private static String signature(String secret, String body) {
    return "sha256=" + bare(secret, body);
  }

  private static String bare(String secret, String body) {
    return HexFormat.of().formatHex(Hmac.sha256(secret, body.getBytes(UTF_8)));
  }
}
