package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.Control;
import io.plumbline.connectors.fixtures.DesiredOrder;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import io.plumbline.sandbox.netsuite.Account;
import io.plumbline.sandbox.netsuite.NetsuiteEmulator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the emulated vendor, which shares no code with the connector. */
class NetSuiteConnectorIT {

  // Summer in London, so that a time read without its zone is an hour off.
  private static final Instant NOW = Instant.parse("2026-07-04T10:00:00Z");
  private static final Cursor BEGINNING = Cursor.before(NOW.minusSeconds(60));

  private final RecordingThrottle throttle = new RecordingThrottle();
  private NetsuiteEmulator emulator;
  private Control erp;
  private Connector connector;

  @BeforeEach
  void openTheAccount() throws IOException {
    emulator =
        new NetsuiteEmulator(
            new Account("netsuite", ZoneId.of("Europe/London"), "token", 5),
            0,
            1,
            Optional.empty(),
            Clock.fixed(NOW, ZoneOffset.UTC));
    erp = Control.of(emulator.port());
    erp.post("/items", "{\"skus\": [\"85123A\", \"71053\", \"NEW\"]}");
    connector = connector("token");
  }

  @AfterEach
  void close() {
    assertThat(throttle.open()).isZero();
    emulator.close();
  }

  @Test
  void readsBackWhatItWrote() throws Unusable {
    var desired = DesiredOrder.of("5120").wanted();

    var steps = connector.plan(desired, Optional.empty());
    var confirmed = connector.send(steps.getFirst());

    assertThat(steps).hasSize(1);
    assertThat(confirmed.readBack()).isTrue();
    var written = find("shopify-eu:5120");
    assertThat(confirmed.externalId()).contains(written.externalId());
    assertSaysWhatIsDesired(written, desired);
    assertThat(connector.plan(desired, Optional.of(written))).isEmpty();
  }

  @Test
  void readsBackAnOrderWithTaxesIncluded() throws Unusable {
    var desired =
        DesiredOrder.of("5120").with("taxesIncluded", true).with("total", "27.14").wanted();

    deliver(desired);

    var written = find("shopify-eu:5120");
    assertSaysWhatIsDesired(written, desired);
    assertThat(connector.plan(desired, Optional.of(written))).isEmpty();
  }

  @Test
  void namesTheRecordsThatTheOrderBelongsTo() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());

    assertThat(find("shopify-eu:5120").names())
        .containsExactlyInAnyOrder(
            new Name("shopify-eu", "5120"), new Name("shopify-eu#number", "X5120"));
  }

  @Test
  void recognisesByItsNumberWhatAnotherAppBrought() throws Unusable {
    erp.post(
        "/salesOrders",
        """
        {"otherRefNum": "X77", "lines": [{"sku": "85123A", "quantity": 1, "rate": 2.55}]}
        """);

    var reading = reading(poll(BEGINNING).getFirst());

    assertThat(reading.names()).containsExactly(new Name("shopify-eu#number", "X77"));
  }

  @Test
  void writesOnlyWhatDiffers() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var current = find("shopify-eu:5120");
    var desired = DesiredOrder.of("5120").with("shipping", "7.00").with("total", "34.57").wanted();

    var step = connector.plan(desired, Optional.of(current)).getFirst();

    assertThat(fields(step.call().path("body"))).containsExactly("shippingCost");
    assertThat(fields(step.sent())).containsExactly("commercial.shipping");
    connector.send(step);
    assertSaysWhatIsDesired(find("shopify-eu:5120"), desired);
  }

  @Test
  void replacesTheLinesOfAnEditedOrder() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var desired =
        DesiredOrder.of("5120")
            .withoutLine("9001")
            .withLine("9003", "NEW", "2", "1.00")
            .with("total", "19.27")
            .wanted();

    deliver(desired);

    var written = find("shopify-eu:5120");
    assertSaysWhatIsDesired(written, desired);
    assertThat(connector.plan(desired, Optional.of(written))).isEmpty();
  }

  @Test
  void makesOneRecordOfTwoUpserts() throws Unusable {
    var step = connector.plan(DesiredOrder.of("5120").wanted(), Optional.empty()).getFirst();

    connector.send(step);
    connector.send(step);

    assertThat(erp.get("/salesOrders?externalId=shopify-eu:5120").path("items")).hasSize(1);
    assertThat(commercial(find("shopify-eu:5120")).path("lines")).hasSize(2);
  }

  @Test
  void cancelsAndFindsItDone() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var off = DesiredOrder.cancelled("5120");

    deliver(off);

    var after = find("shopify-eu:5120");
    assertThat(commercial(after).path("status").asText()).isEqualTo("cancelled");
    assertThat(connector.plan(off, Optional.of(after))).isEmpty();
  }

  @Test
  void cancelsByClosingLinesWhereTheAccountWantsThat() throws Unusable {
    connector = connector("token", "cancel", "close-lines");
    deliver(DesiredOrder.of("5120").wanted());
    var off = DesiredOrder.cancelled("5120");

    deliver(off);

    var after = find("shopify-eu:5120");
    assertThat(commercial(after).path("status").asText()).isEqualTo("cancelled");
    assertThat(connector.plan(off, Optional.of(after))).isEmpty();
  }

  @Test
  void cancelsNothingWhereThereIsNothing() {
    assertThat(connector.plan(DesiredOrder.cancelled("5120"), Optional.empty())).isEmpty();
  }

  @Test
  void namesTheSkuThatTheErpDoesNotKnow() {
    var desired = DesiredOrder.of("5120").withLine("9003", "MYSTERY", "1", "1.00").wanted();
    var step = connector.plan(desired, Optional.empty()).getFirst();

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("unknown SKU 'MYSTERY'");
    assertThat(connector.find("shopify-eu:5120")).isEmpty();
  }

  @Test
  void doesNotKnowWhetherAnUnansweredUpsertTookEffect() throws Unusable {
    var desired = DesiredOrder.of("5120").wanted();
    var step = connector.plan(desired, Optional.empty()).getFirst();
    erp.put("/faults", "{\"kinds\": {\"serverErrorAfterEffect\": 1.0}}");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
    erp.put("/faults", "{}");
    assertSaysWhatIsDesired(find(step.reference()), desired);
  }

  @Test
  void takesARecordThatVanishedUnderAWriteForAConflict() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var current = find("shopify-eu:5120");
    var step = changing(current, "shipping", "7.00");
    erp.delete("/salesOrders/" + current.externalId());

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
  }

  @Test
  void pollsThroughASecondThatFillsManyPages() throws Unusable {
    var ids = IntStream.range(0, 23).mapToObj(n -> entered("X" + n)).toList();

    var polled = poll(BEGINNING);

    assertThat(polled).extracting(RawRecord::externalId).containsExactlyElementsOf(ids);
    assertThat(reading(polled.getFirst()).sourceTime()).isEqualTo(NOW);
  }

  @Test
  void goesOnBehindItsCursorInsideASecond() {
    var ids = IntStream.range(0, 5).mapToObj(n -> entered("X" + n)).toList();

    var rest = poll(new Cursor(NOW, ids.get(2)));

    assertThat(rest).extracting(RawRecord::externalId).containsExactly(ids.get(3), ids.get(4));
  }

  @Test
  void tellsOfDeletions() throws Unusable {
    var kept = entered("X1");
    var gone = entered("X2");
    erp.delete("/salesOrders/" + gone);

    var polled = poll(BEGINNING);

    assertThat(polled).extracting(RawRecord::externalId).containsExactly(kept, gone);
    var deletion = reading(polled.getLast());
    assertThat(deletion.deleted()).isTrue();
    assertThat(deletion.sourceTime()).isEqualTo(NOW);
    assertThat(connector.fetch(gone)).isEmpty();
  }

  @Test
  void listsEveryRecordOnceAndResumes() {
    var ids = IntStream.range(0, 23).mapToObj(n -> entered("X" + n)).toList();

    var listed = new ArrayList<String>();
    Optional<String> resume = Optional.empty();
    do {
      var page = connector.listing(resume);
      page.records().forEach(record -> listed.add(record.externalId()));
      resume = page.resume();
    } while (resume.isPresent());

    assertThat(listed).containsExactlyElementsOf(ids);
  }

  @Test
  void takesOneSlotForEachCallAndPausesWhenThereAreTooMany() {
    erp.put("/faults", "{\"kinds\": {\"throttle\": 1.0}}");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.fetch("1"));

    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(throttle.costs()).containsExactly(1);
    assertThat(throttle.pauses()).hasSize(1);
  }

  @Test
  void blamesTheTokenAndNotTheOrder() {
    var failure = catchThrowableOfType(CallFailed.class, () -> connector("stale").fetch("1"));

    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
  }

  private Step changing(Reading current, String field, String value) {
    var desired = DesiredOrder.of("5120").with(field, value).wanted();
    return connector.plan(desired, Optional.of(current)).getFirst();
  }

  private String entered(String number) {
    var order = Json.object().put("otherRefNum", number);
    order.putArray("lines").addObject().put("sku", "85123A").put("quantity", 1).put("rate", 2);
    return erp.post("/salesOrders", order.toString()).path("id").asText();
  }

  private void deliver(Desired desired) throws Unusable {
    var current = connector.find(desired.reference());
    var reading =
        current.isPresent() ? Optional.of(reading(current.get())) : Optional.<Reading>empty();
    connector.plan(desired, reading).forEach(connector::send);
  }

  private static void assertSaysWhatIsDesired(Reading written, Desired desired) {
    var wanted = desired.content().facets().get("commercial");
    assertThat(DesiredOrder.compared(commercial(written)))
        .isEqualTo(DesiredOrder.compared(Objects.requireNonNull(wanted)));
  }

  private Reading find(String reference) throws Unusable {
    return reading(connector.find(reference).orElseThrow());
  }

  private List<RawRecord> poll(Cursor from) {
    var records = new ArrayList<RawRecord>();
    var seen = new HashSet<Cursor>();
    var cursor = from;
    while (seen.add(cursor)) {
      var page = connector.changedSince(cursor);
      records.addAll(page.records());
      cursor = page.more() ? page.reached().orElseThrow() : cursor;
    }
    return records;
  }

  private Reading reading(RawRecord record) throws Unusable {
    var understood = connector.understand(record.topic(), record.body());
    return ((Understood.Readings) understood).readings().getFirst();
  }

  private static ObjectNode commercial(Reading reading) {
    var commercial = reading.content().facets().get("commercial");
    return commercial == null ? Json.object() : commercial;
  }

  private static List<String> fields(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Connector connector(String token, String... setting) {
    var connection =
        ConnectionBuilder.erp()
            .at(URI.create("http://127.0.0.1:" + emulator.port()))
            .secret("access-token", token)
            .setting("reference-namespace", "shopify-eu")
            .setting("page-size", "4");
    if (setting.length == 2) {
      connection.setting(setting[0], setting[1]);
    }
    return new NetSuiteConnectors()
        .open(connection.build(), new MappingFiles(Optional.empty()), throttle, Clock.systemUTC());
  }
}
