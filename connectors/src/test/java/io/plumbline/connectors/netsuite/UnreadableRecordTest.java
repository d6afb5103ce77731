package io.plumbline.connectors.netsuite;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Mechanism: a refusal to give one record is about that record, not about the connection. */
class UnreadableRecordTest {

  private static final Cursor BEGINNING = Cursor.before(Instant.EPOCH);

  private static final String ROWS =
      """
      {"hasMore": false, "items": [
        {"id": "501", "lastmodified": "2026-07-04 10:00:00"},
        {"id": "502", "lastmodified": "2026-07-04 10:00:01"}]}
      """;

  private static final Answered REFUSED =
      new Answered(400, "{\"o:errorDetails\": [{\"o:errorCode\": \"USER_ERROR\"}]}");

  private AnsweringVendor vendor;
  private Connector connector;
  private Answered query = new Answered(200, ROWS);
  private Answered of501 = REFUSED;

  @BeforeEach
  void listen() throws IOException {
    vendor = new AnsweringVendor(this::answer);
    var connection =
        ConnectionBuilder.erp().at(vendor.address()).setting("deleted-table", "none").build();
    connector =
        new NetSuiteConnectors()
            .open(
                connection,
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
    if (asked.path().endsWith("/suiteql")) {
      return query;
    }
    return asked.path().endsWith("/501")
        ? of501
        : new Answered(200, "{\"id\": \"502\", \"lastModifiedDate\": \"2026-07-04T10:00:01Z\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405, 422})
  void rejectsTheOneRecord(int status) {
    of501 = new Answered(status, "{}");

    assertThat(failed(() -> connector.fetch("501")).kind()).isEqualTo(Kind.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403})
  void blamesTheConnectionWhereTheQueryIsRefused(int status) {
    query = new Answered(status, "{}");

    assertThat(failed(() -> connector.changedSince(BEGINNING)).kind())
        .isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void blamesTheConnectionWhereTheTokenIsRefused() {
    of501 = new Answered(401, "{}");

    assertThat(failed(() -> connector.changedSince(BEGINNING)).kind())
        .isEqualTo(Kind.CONFIGURATION);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403})
  void pollsPastARecordThatIsNotGivenAndAsksForItAgain(int status) throws Unusable {
    of501 = new Answered(status, "{}");

    pollsPast501();
  }

  @Test
  void pollsPastARecordWithoutItsTime() throws Unusable {
    of501 = new Answered(200, "{\"id\": \"501\"}");

    pollsPast501();
    assertThat(failed(() -> connector.fetch("501")))
        .hasMessageContaining("lastModifiedDate")
        .hasMessageContaining("501");
  }

  @Test
  void listsPastARecordThatIsNotGiven() throws Unusable {
    var page = connector.listing(Optional.empty());

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("501", "502");
    assertThat(understood(page.records().getFirst())).isEqualTo(new Understood.ReadAgain("501"));
  }

  private void pollsPast501() throws Unusable {
    var page = connector.changedSince(BEGINNING);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("501", "502");
    assertThat(page.reached().orElseThrow().id()).isEqualTo("502");
    assertThat(understood(page.records().getFirst())).isEqualTo(new Understood.ReadAgain("501"));
  }

  private Understood understood(RawRecord record) throws Unusable {
    return connector.understand(record.topic(), record.body());
  }

  private static CallFailed failed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(CallFailed.class, call);
  }
}
