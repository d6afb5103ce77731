package io.plumbline.connectors.shiphero;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens, budgets and whose fault a refusal is. */
class ShipHeroLoginTest extends Warehouse {

  @Test
  void asksOnceForATokenAndSendsItAsBearer() {
    vendor.answering(token("a", 3_600)).answering(order(ORDER)).answering(order(ORDER));
    var connector = byPassword();

    connector.fetch("T3JkZXI6OTE=");
    connector.fetch("T3JkZXI6OTE=");

    assertThat(vendor.asked())
        .extracting(SimpleShipHero.Asked::path)
        .containsExactly("/auth/token", "/graphql", "/graphql");
    assertThat(vendor.asked().getLast().authorization()).isEqualTo("Bearer a");
    assertThat(vendor.asked().getFirst().body().path("password").asText()).isEqualTo("secret");
  }

  @Test
  void renewsATokenBeforeItEndsWithTheRefreshToken() {
    vendor
        .answering(token("a", 3_600))
        .answering(order(ORDER))
        .answering("{\"access_token\":\"b\",\"expires_in\":3600}")
        .answering(order(ORDER));
    var connector = byPassword();
    connector.fetch("T3JkZXI6OTE=");

    clock.pass(Duration.ofMinutes(59));
    connector.fetch("T3JkZXI6OTE=");

    assertThat(vendor.asked().get(2).path()).isEqualTo("/auth/refresh");
    assertThat(vendor.asked().get(2).body().path("refresh_token").asText()).isEqualTo("r-a");
    assertThat(vendor.asked().getLast().authorization()).isEqualTo("Bearer b");
  }

  @Test
  void logsInAnewWhereTheRefreshTokenIsRefused() {
    vendor
        .answering(token("a", 3_600))
        .answering(401, "{}")
        .answering(401, "{}")
        .answering(token("b", 3_600))
        .answering(order(ORDER));

    byPassword().fetch("T3JkZXI6OTE=");

    assertThat(vendor.asked())
        .extracting(SimpleShipHero.Asked::path)
        .containsExactly("/auth/token", "/graphql", "/auth/refresh", "/auth/token", "/graphql");
    assertThat(vendor.asked().getLast().authorization()).isEqualTo("Bearer b");
  }

  @ParameterizedTest
  @CsvSource({
    "4 seconds, 4000",
    "1 second, 1000",
    "2 minutes, 120000",
    "1 hour, 3600000",
    "1 minute 30 seconds, 90000",
    "0.5 seconds, 500",
  })
  void pausesForAsLongAsTheVendorSays(String remaining, long millis) {
    vendor.answering(
        throttled("\"time_remaining\":\"%s\",\"max_available\":4004".formatted(remaining)));

    var failure = failed(() -> connector.fetch("T3JkZXI6OTE="));

    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure.retryAfter()).contains(Duration.ofMillis(millis));
    assertThat(throttle.pauses()).containsExactly(Duration.ofMillis(millis));
    assertThat(throttle.available()).containsExactly(41.0);
  }

  @Test
  void reckonsThePauseFromTheCreditsWhereNoTimeIsNamed() {
    vendor.answering(throttled("\"max_available\":4004"));

    assertThat(failed(() -> connector.fetch("T3JkZXI6OTE=")).retryAfter())
        .contains(Duration.ofMillis(4_334));
  }

  @Test
  void pausesOnStatus429() {
    vendor.answering(429, "{}");

    assertThat(failed(() -> connector.fetch("T3JkZXI6OTE=")).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(throttle.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void takesFromTheSharedBudgetWhatADocumentCostLastTime() {
    vendor.answering(order(ORDER)).answering(order(ORDER));

    connector.fetch("T3JkZXI6OTE=");
    connector.fetch("T3JkZXI6OTE=");

    assertThat(throttle.costs()).containsExactly(100, 17);
    assertThat(throttle.open()).isZero();
  }

  @Test
  void tellsTheOrdersFaultFromTheConnections() {
    vendor.answering(refusedAt("\"order\"")).answering(refusedAt("")).answering(403, "{}");

    assertThat(failed(() -> connector.fetch("QQ==")).kind()).isEqualTo(Kind.REJECTED);
    assertThat(failed(() -> connector.fetch("QQ==")).kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failed(() -> connector.fetch("QQ==")).kind()).isEqualTo(Kind.CONFIGURATION);
  }

  private Connector byPassword() {
    return connector(
        ConnectionBuilder.warehouse()
            .without("access-token")
            .secret("username", "ivy")
            .secret("password", "secret"));
  }

  private static String token(String token, int seconds) {
    return "{\"access_token\":\"%s\",\"refresh_token\":\"r-%s\",\"expires_in\":%d}"
        .formatted(token, token, seconds);
  }

  private static String throttled(String more) {
    return ("{\"errors\":[{\"code\":30,\"message\":\"not enough credits\",\"required_credits\":301,"
            + "\"remaining_credits\":41,%s}]}")
        .formatted(more);
  }
}
