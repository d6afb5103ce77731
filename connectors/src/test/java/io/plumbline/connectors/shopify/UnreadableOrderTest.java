package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.fixtures.AnsweringVendor;
import io.plumbline.connectors.fixtures.AnsweringVendor.Answered;
import io.plumbline.connectors.fixtures.AnsweringVendor.Asked;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.mapping.MappingFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mechanism: an error at one order's place in the data is about that order. */
class UnreadableOrderTest {

  private static final Cursor BEGINNING = Cursor.before(Instant.EPOCH);

  private static final String NAMED =
      """
      {"data": {"orders": {"pageInfo": {"hasNextPage": false}, "nodes": [
        {"id": "gid://shopify/Order/501", "updatedAt": "2026-07-04T10:00:00Z"},
        {"id": "gid://shopify/Order/502", "updatedAt": "2026-07-04T10:00:01Z"}]}}}
      """;

  private static final String OF_502 =
      "{\"id\": \"gid://shopify/Order/502\", \"updatedAt\": \"2026-07-04T10:00:01Z\"}";

  private AnsweringVendor vendor;
  private Connector connector;
  private String named = NAMED;
  private Answered several = several("null", "BROKEN_RECORD", "\"nodes\", 0");
  private Answered all = error("BROKEN_RECORD", "\"orders\", \"nodes\", 0, \"lineItems\"");
  private Answered one = error("BROKEN_RECORD", "\"order\", \"lineItems\"");

  @BeforeEach
  void listen() throws IOException {
    vendor = new AnsweringVendor(this::answer);
    connector =
        new ShopifyConnectors()
            .open(
                ConnectionBuilder.shop().at(vendor.address()).build(),
                new MappingFiles(Optional.empty()),
                new RecordingThrottle(),
                new KeptNotes(),
                Clock.systemUTC());
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  private Answered answer(Asked asked) {
    var query = asked.query();
    if (query.startsWith("query Orders(")) {
      return several;
    }
    if (query.startsWith("query AllOrders(")) {
      return all;
    }
    return query.startsWith("query Order(") ? one : new Answered(200, named);
  }

  private static Answered error(String code, String path) {
    return new Answered(
        200,
        "{\"data\": null, \"errors\": [{\"message\": \"m\", \"path\": [%s], \"extensions\": {\"code\": \"%s\"}}]}"
            .formatted(path, code));
  }

  private static Answered several(String of501, String code, String path) {
    return new Answered(
        200,
        "{\"data\": {\"nodes\": [%s, %s]}, \"errors\": [{\"message\": \"m\", \"path\": [%s], \"extensions\": {\"code\": \"%s\"}}]}"
            .formatted(of501, OF_502, path, code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BROKEN_RECORD", "INTERNAL_SERVER_ERROR"})
  void pollsPastAnOrderThatIsNotGivenAndAsksForItAgain(String code) throws Unusable {
    several = several("null", code, "\"nodes\", 0");

    handsOn501(connector.changedSince(BEGINNING));
  }

  @Test
  void doesNotTrustAnOrderThatIsGivenInPart() throws Unusable {
    several =
        several(
            "{\"id\": \"gid://shopify/Order/501\", \"updatedAt\": \"2026-07-04T10:00:00Z\"}",
            "BROKEN_RECORD",
            "\"nodes\", 0, \"customer\"");

    handsOn501(connector.changedSince(BEGINNING));
  }

  @Test
  void pollsPastAnOrderWithoutItsTime() throws Unusable {
    named = NAMED.replace(", \"updatedAt\": \"2026-07-04T10:00:00Z\"", "");
    several =
        new Answered(
            200,
            "{\"data\": {\"nodes\": [{\"id\": \"gid://shopify/Order/501\"}, %s]}}"
                .formatted(OF_502));

    handsOn501(connector.changedSince(BEGINNING));
  }

  @Test
  void listsPastAnOrderThatTakesItsPageDown() throws Unusable {
    handsOn501(connector.listing(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "BROKEN_RECORD, '\"order\"', REJECTED",
    "undefinedField, '\"query Order\", \"order\", \"colour\"', CONFIGURATION",
    "ACCESS_DENIED, '\"order\", \"customer\"', CONFIGURATION",
    "INTERNAL_SERVER_ERROR, '\"order\"', TRANSIENT"
  })
  void tellsTheOrdersFaultFromTheConnections(String code, String path, Kind expected) {
    one = error(code, path);

    assertThat(failed(() -> connector.fetch("501")).kind()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void blamesTheConnectionWhereTheEndpointRefuses(int status) {
    one = new Answered(status, "{}");
    several = one;

    assertThat(failed(() -> connector.fetch("501")).kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failed(() -> connector.changedSince(BEGINNING)).kind())
        .isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void blamesTheConnectionWhereAScopeIsLackingAtEveryOrder() {
    several = several("null", "ACCESS_DENIED", "\"nodes\", 0, \"customer\"");

    assertThat(failed(() -> connector.changedSince(BEGINNING)).kind())
        .isEqualTo(Kind.CONFIGURATION);
  }

  private void handsOn501(Page page) throws Unusable {
    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("501", "502");
    assertThat(page.reached().orElseThrow().id()).isEqualTo("502");
    var unread = page.records().getFirst();
    assertThat(connector.understand(unread.topic(), unread.body()))
        .isEqualTo(new Understood.ReadAgain("501"));
  }

  private static CallFailed failed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(CallFailed.class, call);
  }
}
