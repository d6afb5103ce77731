package io.plumbline.connectors.shiphero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, and what its answers mean. */
class ShipHeroCallsTest extends Warehouse {

  private static final Cursor FROM = Cursor.before(Instant.parse("2026-07-04T09:00:00.7Z"));

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
  void pollsOldestFirstFromTheSecondOfTheCursor() {
    vendor
        .answering(orders(false, changed("Qg==", "09:20:01"), changed("QQ==", "09:20:00")))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "QQ==")))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "Qg==").replace("09:20:00", "09:20:01")));

    var page = connector.changedSince(FROM);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("QQ==", "Qg==");
    assertThat(page.reached()).contains(new Cursor(Instant.parse("2026-07-04T09:20:01Z"), "Qg=="));
    assertThat(vendor.asked().getFirst().variables().path("from").asText())
        .isEqualTo("2026-07-04T09:00:00");
  }

  @Test
  void leavesASecondWhoseEndItDidNotSeeToTheNextPage() {
    vendor
        .answering(orders(true, changed("QQ==", "09:20:00"), changed("Qg==", "09:20:01")))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "QQ==")));

    var page = connector.changedSince(FROM);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("QQ==");
    assertThat(page.more()).isTrue();
  }

  @Test
  void leavesOutWhatTheCursorHasBehindIt() {
    vendor.answering(orders(false, changed("QQ==", "09:20:00")));

    var page = connector.changedSince(new Cursor(Instant.parse("2026-07-04T09:20:00Z"), "QQ=="));

    assertThat(page.records()).isEmpty();
  }

  @Test
  void readsLinesBeyondTheFirstPage() {
    var more =
        ORDER.replace(
            "]},\n \"shipments\"",
            "],\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"l\"}},\n \"shipments\"");
    assertThat(more).isNotEqualTo(ORDER);
    vendor
        .answering(order(more))
        .answering(
            order(
                "{\"updated_at\":\"2026-07-04 09:20:00\",\"line_items\":{\"edges\":[{\"node\":{\"id\":\"TGk6Mw==\"}}]}}"));

    var record = connector.fetch("T3JkZXI6OTE=").orElseThrow();

    assertThat(Json.lenient(record.body()).path("line_items").path("edges")).hasSize(3);
  }

  @Test
  void findsByOurReferenceTheFirstOrderThatStillStands() {
    var first = ORDER.replace("Packing", "canceled");
    var second = ORDER.replace("T3JkZXI6OTE=", "Qg==").replace("91", "92");
    var third = ORDER.replace("T3JkZXI6OTE=", "Qw==").replace("91", "93");
    vendor.answering(orders(false, third, first, second));

    assertThat(connector.find("shop1:7").orElseThrow().externalId()).isEqualTo("Qg==");
    assertThat(vendor.asked().getFirst().variables().path("reference").asText())
        .isEqualTo("shop1:7");
  }

  @Test
  void readsAnOrderThatAWebhookNamesByReferenceOrNumber() {
    vendor.answering(orders(false, ORDER)).answering(orders(false, ORDER));

    var byReference = connector.fetch("partner_order_id/shop1:7").orElseThrow();
    var byNumber = connector.fetch("order_number/X7").orElseThrow();

    assertThat(byReference.externalId()).isEqualTo(byNumber.externalId()).isEqualTo("T3JkZXI6OTE=");
    assertThat(vendor.asked().getFirst().asks("partner_order_id: $reference")).isTrue();
    assertThat(vendor.asked().getLast().asks("order_number: $number")).isTrue();
  }

  @Test
  void takesAnOrderThatIsNotThereForNone() {
    vendor.answering(order("null")).answering(refusal("Order not found"));

    assertThat(connector.fetch("QQ==")).isEmpty();
    assertThat(connector.fetch("QQ==")).isEmpty();
  }

  @Test
  void doesNotMakeASecondOrderWhereOneIsFound() {
    vendor.answering(orders(false, ORDER));

    var failure = failed(() -> connector.send(create()));

    assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(vendor.asked()).hasSize(1);
  }

  @Test
  void makesTheOrderWhereNoneIsFound() {
    vendor
        .answering(orders(false))
        .answering(result("order_create", "\"order\":{\"id\":\"QQ==\"}"));

    var confirmed = connector.send(create());

    assertThat(confirmed.externalId()).contains("QQ==");
    assertThat(confirmed.readBack()).isTrue();
  }

  @Test
  void saysForWhichCustomerOfA3plItWrites() {
    vendor
        .answering(orders(false))
        .answering(result("order_create", "\"order\":{\"id\":\"QQ==\"}"));

    connector(ConnectionBuilder.warehouse().setting("customer-account", "QTox")).send(create());

    var data = vendor.asked().getLast().variables().path("data");
    assertThat(data.path("customer_account_id").asText()).isEqualTo("QTox");
  }

  @Test
  void namesTheItemThatTheWarehouseDoesNotKnow() {
    vendor.answering(orders(false)).answering(refusal("Product with sku LAMP-S not found"));

    var failure = failed(() -> connector.send(create()));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("unknown SKU 'LAMP-S'");
  }

  @Test
  void changesALineByItsOwnId() {
    vendor
        .answering(order(ORDER))
        .answering(result("order_update_line_items", "\"order\":{\"id\":\"T3JkZXI6OTE=\"}"));

    connector.send(lines("CHANGE_LINES", "32"));

    var item = vendor.asked().getLast().variables().path("data").path("line_items").path(0);
    assertThat(item.path("id").asText()).isEqualTo("TGk6Mg==");
    assertThat(item.path("quantity").asInt()).isEqualTo(4);
  }

  @Test
  void addsNoLineThatIsThereAlready() {
    vendor
        .answering(order(ORDER))
        .answering(order(ORDER))
        .answering(result("order_update_line_items", "\"order\":{\"id\":\"T3JkZXI6OTE=\"}"));

    connector.send(lines("ADD_LINES", "32"));

    assertThat(vendor.asked()).noneMatch(asked -> asked.asks("order_add_line_items"));
    assertThat(vendor.asked().getLast().asks("order_update_line_items")).isTrue();
  }

  @Test
  void givesTheWarehousesReasonWhereItRefusesAnEditOrACancellation() {
    vendor
        .answering(order(ORDER))
        .answering(refusal("The order is in a tote and cannot be edited"))
        .answering(refusal("Order has completed shipments"));

    var edit = failed(() -> connector.send(lines("CHANGE_LINES", "32")));
    var cancel = failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"T3JkZXI6OTE=\"}")));

    assertThat(edit.kind()).isEqualTo(Kind.REJECTED);
    assertThat(edit.quoted().orElseThrow().words()).contains("in a tote");
    assertThat(cancel.kind()).isEqualTo(Kind.REJECTED);
    assertThat(cancel.quoted().orElseThrow().words()).contains("completed shipments");
    assertThat(edit.getMessage() + cancel.getMessage()).doesNotContain("tote", "shipments");
  }

  @Test
  void readsAgainWhereTheOrderToChangeIsGone() {
    vendor.answering(refusal("Order not found"));

    assertThat(failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"QQ==\"}"))).kind())
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  void doesNotKnowWhatBecameOfAWriteThatBrokeInside() {
    vendor.answering(refusal("Internal server error"));

    assertThat(failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"QQ==\"}"))).kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  private Connector byPassword() {
    return connector(
        ConnectionBuilder.warehouse()
            .without("access-token")
            .secret("username", "ivy")
            .secret("password", "secret"));
  }

  private static Step create() {
    return step(
        "CREATE",
        "{\"partner_order_id\":\"shop1:7\",\"line_items\":[{\"sku\":\"LAMP\"},{\"sku\":\"LAMP-S\"}]}");
  }

  private static Step lines(String write, String line) {
    return step(
        write,
        "{\"order_id\":\"T3JkZXI6OTE=\",\"line_items\":[{\"partner_line_item_id\":\"%s\",\"quantity\":4}]}"
            .formatted(line));
  }

  private static Step step(String write, String data) {
    var call = Json.object().put("write", write);
    call.set("data", Json.lenient(data.getBytes(StandardCharsets.UTF_8)));
    return new Step("a step", "shop1:7", call, Json.object());
  }

  /** Mechanism: an error at the order's place in the data is about that order. */
  @Test
  void pollsPastAnOrderThatIsNotGivenAndAsksForItAgain() throws Unusable {
    vendor
        .answering(orders(false, changed("QQ==", "09:20:00"), changed("Qg==", "09:20:01")))
        .answering(refusedAt("\"order\", \"data\""))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "Qg==")));

    var page = connector.changedSince(FROM);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("QQ==", "Qg==");
    var unread = page.records().getFirst();
    assertThat(connector.understand(unread.topic(), unread.body()))
        .isEqualTo(new Connector.Understood.ReadAgain("QQ=="));
  }

  /** Mechanism: an order without a time is placed by the one before it, and read by itself. */
  @Test
  void pollsPastAnOrderWithoutItsTime() throws Unusable {
    vendor
        .answering(orders(false, "{\"id\": \"QQ==\"}", changed("Qg==", "09:20:01")))
        .answering(order("{\"id\": \"QQ==\"}"))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "Qg==")));

    var page = connector.changedSince(FROM);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("QQ==", "Qg==");
    var unread = page.records().getFirst();
    assertThat(connector.understand(unread.topic(), unread.body()))
        .isEqualTo(new Connector.Understood.ReadAgain("QQ=="));
  }

  @Test
  void tellsTheOrdersFaultFromTheConnections() {
    vendor.answering(refusedAt("\"order\"")).answering(refusedAt("")).answering(403, "{}");

    assertThat(failed(() -> connector.fetch("QQ==")).kind()).isEqualTo(Kind.REJECTED);
    assertThat(failed(() -> connector.fetch("QQ==")).kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failed(() -> connector.fetch("QQ==")).kind()).isEqualTo(Kind.CONFIGURATION);
  }

  private static String refusedAt(String path) {
    return "{\"errors\":[{\"message\":\"broken record\",\"path\":[%s]}],\"data\":{\"order\":null}}"
        .formatted(path);
  }

  private static CallFailed failed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(CallFailed.class, call);
  }

  private static String changed(String id, String time) {
    return "{\"id\":\"%s\",\"updated_at\":\"2026-07-04T%s\"}".formatted(id, time);
  }

  private static String token(String token, int seconds) {
    return "{\"access_token\":\"%s\",\"refresh_token\":\"r-%s\",\"expires_in\":%d}"
        .formatted(token, token, seconds);
  }

  private static String refusal(String message) {
    return "{\"errors\":[{\"code\":3,\"message\":\"%s\"}],\"data\":null}".formatted(message);
  }

  private static String throttled(String more) {
    return ("{\"errors\":[{\"code\":30,\"message\":\"not enough credits\",\"required_credits\":301,"
            + "\"remaining_credits\":41,%s}]}")
        .formatted(more);
  }
}
