package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.Control;
import io.plumbline.connectors.fixtures.DesiredOrder;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.engine.observation.Reading;
import io.plumbline.sandbox.netsuite.Account;
import io.plumbline.sandbox.netsuite.NetsuiteEmulator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An account of the emulated vendor, which shares no code with the connector. */
class EmulatedAccount {

  // Summer in London, so that a time read without its zone is an hour off.
  static final Instant NOW = Instant.parse("2026-07-04T10:00:00Z");
  static final Cursor BEGINNING = Cursor.before(NOW.minusSeconds(60));

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  final RecordingThrottle throttle = new RecordingThrottle();
  NetsuiteEmulator emulator;
  Control erp;
  Connector connector;

  @BeforeEach
  void openTheAccount() throws IOException {
    emulator =
        new NetsuiteEmulator(
            new Account("netsuite", ZoneId.of("Europe/London"), "token", 5),
            0,
            1,
            Optional.empty(),
            ((InstantSource) now::get).withZone(ZoneOffset.UTC));
    erp = Control.of(emulator.port());
    erp.post("/items", "{\"skus\": [\"85123A\", \"71053\", \"NEW\"]}");
    connector = connector("token");
  }

  @AfterEach
  void close() {
    assertThat(throttle.open()).isZero();
    emulator.close();
  }

  /** A minute at the vendor. */
  void pass() {
    now.updateAndGet(at -> at.plusSeconds(60));
  }

  Step changing(Reading current, String field, String value) {
    var desired = DesiredOrder.of("5120").with(field, value).wanted();
    return connector.plan(desired, Optional.of(current)).getFirst();
  }

  String entered(String number) {
    var order = Json.object().put("otherRefNum", number);
    order.putArray("lines").addObject().put("sku", "85123A").put("quantity", 1).put("rate", 2);
    return erp.post("/salesOrders", order.toString()).path("id").asText();
  }

  void deliver(Desired desired) throws Unusable {
    var current = connector.find(desired.reference());
    var reading =
        current.isPresent() ? Optional.of(reading(current.get())) : Optional.<Reading>empty();
    connector.plan(desired, reading).forEach(connector::send);
  }

  static void assertSaysWhatIsDesired(Reading written, Desired desired) {
    var wanted = desired.content().facets().get("commercial");
    assertThat(DesiredOrder.compared(commercial(written)))
        .isEqualTo(DesiredOrder.compared(Objects.requireNonNull(wanted)));
  }

  Reading find(String reference) throws Unusable {
    return reading(connector.find(reference).orElseThrow());
  }

  List<RawRecord> poll(Cursor from) {
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

  Reading reading(RawRecord record) throws Unusable {
    var understood = connector.understand(record.topic(), record.body());
    return ((Understood.Readings) understood).readings().getFirst();
  }

  static ObjectNode commercial(Reading reading) {
    var commercial = reading.content().facets().get("commercial");
    return commercial == null ? Json.object() : commercial;
  }

  static List<String> fields(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  Connector connector(String token, String... setting) {
    var connection =
        ConnectionBuilder.erp()
            .at(URI.create("http://127.0.0.1:" + emulator.port()))
            .secret("access-token", token)
            .setting("reference-namespace", "shopify-eu")
            .setting("location.east", "7")
            .setting("page-size", "4");
    if (setting.length == 2) {
      connection.setting(setting[0], setting[1]);
    }
    return new NetSuiteConnectors()
        .open(
            connection.build(),
            new MappingFiles(Optional.empty()),
            throttle,
            new KeptNotes(),
            Clock.systemUTC());
  }
}
