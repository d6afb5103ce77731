package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.fixtures.DesiredOrder;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Name;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is read of sales orders, and how. */
class NetSuiteReadsIT extends EmulatedAccount {
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

  /** Mechanism: where to go on comes from a URL; only a number gets into the query. */
  @Test
  void refusesAPlaceInTheListingThatIsNoId() {
    entered("X1");

    var failure =
        catchThrowableOfType(
            CallFailed.class, () -> connector.listing(Optional.of("0 OR id > 0 --")));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
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
}
