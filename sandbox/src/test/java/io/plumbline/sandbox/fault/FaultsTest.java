package io.plumbline.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final Faults faults =
      new Faults(1, Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC));

  @BeforeEach
  void dropEveryWebhook() {
    String plan = "{\"kinds\": {\"dropWebhook\": 1.0}}";
    faults.plan(Json.read(plan.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void dropsAWebhookThatAPollMakesUpFor() {
    assertThat(faults.forWebhook(false)).contains(Fault.DROP_WEBHOOK);
  }

  @Test
  @DisplayName("A webhook that alone tells of something is spared by the fault plan")
  void sparesTheOnlyWitness() {
    assertThat(faults.forWebhook(true)).isEmpty();
  }
}
