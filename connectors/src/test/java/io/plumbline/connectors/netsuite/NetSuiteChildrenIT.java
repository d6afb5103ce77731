package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.fixtures.DesiredOrder;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made from sales orders: shipments, deposits, invoices, each once. */
class NetSuiteChildrenIT extends EmulatedAccount {

  private static final String ORDER = "shopify-eu:5120";
  private static final String FIRST = ORDER + ":ff:880077";
  private static final String SECOND = ORDER + ":ff:880091";

  /** Mechanism: the numbers of the lines are read before anything is made of them. */
  @Test
  void makesTheOrderAndThenPlansWhatHasLeft() throws Unusable {
    var desired = wanting(DesiredOrder.of("5120").wanted(), parcel(FIRST, "DP1", "9001", "6"));

    var steps = connector.plan(desired, Optional.empty());

    assertThat(steps)
        .extracting(Step::reference, Step::thenAgain)
        .containsExactly(tuple(ORDER, true));
    connector.send(steps.getFirst());
    assertThat(connector.plan(desired, Optional.of(find(ORDER))))
        .extracting(Step::reference)
        .containsExactly(FIRST);
  }

  @Test
  void booksEachShipmentByItselfAndFindsItDone() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var desired =
        wanting(
            DesiredOrder.of("5120").wanted(),
            parcel(FIRST, "DP1", "9001", "2"),
            parcel(SECOND, "DP2", "9001", "4", "9002", "3"));

    deliver(desired);

    var order = find(ORDER);
    assertThat(fulfilment(order).path("status").asText()).isEqualTo("fulfilled");
    var first = fulfilment(order).path("shipments").path(FIRST);
    assertThat(first.path("reference").asText()).isEqualTo(FIRST);
    assertThat(first.path("status").asText()).isEqualTo("shipped");
    assertThat(first.path("tracking").asText()).isEqualTo("DP1");
    assertThat(first.path("warehouse").asText()).isEqualTo("east");
    assertThat(first.path("shippedAt").asText()).isEqualTo("2026-07-03T23:00:00Z");
    assertThat(first.path("lines")).isEqualTo(Json.object().put("9001", "2"));
    assertThat(fulfilment(order).path("shipments").path(SECOND).path("lines"))
        .isEqualTo(Json.object().put("9001", "4").put("9002", "3"));
    assertThat(connector.plan(desired, Optional.of(order))).isEmpty();
  }

  /** What is published of a step is what reading back shows. */
  @Test
  void showsWhatItSentUnderTheNameItSentItBy() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var desired = wanting(alone(), parcel(FIRST, "DP1", "9001", "2"));
    var step = connector.plan(desired, Optional.of(find(ORDER))).getFirst();

    assertThat(fields(step.sent()))
        .containsExactly(
            "fulfilment.shipments[%s].tracking".formatted(FIRST),
            "fulfilment.shipments[%s].lines[9001]".formatted(FIRST));

    var confirmed = connector.send(step);

    var order = find(step.reference());
    assertThat(confirmed.externalId()).contains(order.externalId());
    assertThat(fulfilment(order).at("/shipments").has(FIRST)).isTrue();
  }

  @Test
  void leavesTheOrderAloneWhereOnlyShipmentsAreWanted() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var id = find(ORDER).externalId();
    erp.post("/salesOrders/" + id + "/edit", "{\"shippingCost\": 9}");

    var steps =
        connector.plan(
            wanting(alone(), parcel(FIRST, "DP1", "9001", "6")), Optional.of(find(ORDER)));

    assertThat(steps).extracting(Step::name).containsExactly("book shipment");
    assertThat(
            connector.plan(wanting(alone(), parcel(FIRST, "DP1", "9001", "6")), Optional.empty()))
        .isEmpty();
  }

  @Test
  void doesNotKnowWhetherAnUnansweredShipmentWasBookedAndFindsItInItsOrder() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var desired = wanting(alone(), parcel(FIRST, "DP1", "9001", "2"));
    var step = connector.plan(desired, Optional.of(find(ORDER))).getFirst();
    erp.put("/faults", "{\"kinds\": {\"serverErrorAfterEffect\": 1.0}}");

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
    erp.put("/faults", "{}");
    var order = find(FIRST);
    assertThat(order.names()).contains(new Name("shopify-eu", "5120"));
    assertThat(fulfilment(order).path("shipments").has(FIRST)).isTrue();
    assertThat(connector.plan(desired, Optional.of(order))).isEmpty();
  }

  /** Mechanism: our reference is the external id, and a duplicate means reading again. */
  @Test
  void understandsThatADuplicateIsDone() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var desired = wanting(alone(), parcel(FIRST, "DP1", "9001", "2"));
    var step = connector.plan(desired, Optional.of(find(ORDER))).getFirst();
    connector.send(step);

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
    var order = find(ORDER);
    assertThat(fulfilment(order).path("shipments")).hasSize(1);
    assertThat(connector.plan(desired, Optional.of(order))).isEmpty();
  }

  /** Mechanism: the next plan looks at what is there. */
  @Test
  void resumesBehindWhatSucceeded() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var desired =
        wanting(alone(), parcel(FIRST, "DP1", "9001", "2"), parcel(SECOND, "DP2", "9002", "3"));
    connector.send(connector.plan(desired, Optional.of(find(ORDER))).getFirst());

    var rest = connector.plan(desired, Optional.of(find(ORDER)));

    assertThat(rest).extracting(Step::reference).containsExactly(SECOND);
  }

  @Test
  void refusesMoreThanTheBooksHaveLeft() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var step =
        connector
            .plan(wanting(alone(), parcel(FIRST, "DP1", "9001", "7")), Optional.of(find(ORDER)))
            .getFirst();

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(fulfilment(find(ORDER)).path("shipments")).isEmpty();
  }

  /** Mechanism: {@code Step.impossible} in the place of the one, and the others beside it. */
  @Test
  void namesTheLineThatTheBooksLackAndBooksWhatTheyHave() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var desired =
        wanting(alone(), parcel(FIRST, "DP1", "9009", "1"), parcel(SECOND, "DP2", "9001", "2"));

    var steps = connector.plan(desired, Optional.of(find(ORDER)));

    var lacking = steps.stream().filter(step -> step.reference().equals(FIRST)).toList();
    assertThat(lacking)
        .singleElement()
        .satisfies(step ->
            assertThat(step.impossible())
                .hasMessageContaining("9009")
                .hasMessageContaining(FIRST)
                .extracting(CallFailed::kind)
                .isEqualTo(Kind.REJECTED));
    assertThat(steps)
        .filteredOn(step -> step.impossible() == null)
        .filteredOn(step -> !step.lacks(Set.of(FIRST)))
        .extracting(Step::reference)
        .containsExactly(SECOND);
  }

  @Test
  void showsWhatStaffBookedAndDoesNotBookItAgain() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var id = find(ORDER).externalId();
    erp.post(
        "/salesOrders/" + id + "/fulfil",
        "{\"lines\": [{\"reference\": \"9001\", \"quantity\": 2}], \"tracking\": \"DP1\"}");

    var order = find(ORDER);

    assertThat(fulfilment(order).path("status").asText()).isEqualTo("partial");
    var shipment = fulfilment(order).path("shipments").properties().iterator().next();
    assertThat(shipment.getKey()).matches("[0-9]+");
    assertThat(shipment.getValue().has("reference")).isFalse();
    assertThat(shipment.getValue().path("lines")).isEqualTo(Json.object().put("9001", "2"));
    assertThat(
            connector.plan(wanting(alone(), parcel(FIRST, "DP1", "9001", "2")), Optional.of(order)))
        .isEmpty();
  }

  @Test
  void correctsATrackingNumber() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    deliver(wanting(alone(), parcel(FIRST, "DP1", "9001", "2")));
    var desired = wanting(alone(), parcel(FIRST, "DP7", "9001", "2"));

    deliver(desired);

    var order = find(ORDER);
    var shipment = fulfilment(order).path("shipments").path(FIRST);
    assertThat(shipment.path("tracking").asText()).isEqualTo("DP7");
    assertThat(shipment.has("packages")).isFalse();
    assertThat(connector.plan(desired, Optional.of(order))).isEmpty();
  }

  @Test
  void tellsTheNumberOfEveryBox() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var desired = wanting(alone(), parcel(FIRST, "DP1", "9001", "6"));
    var packages = shipments(desired).withObjectProperty(FIRST).putObject("packages");
    packages.putObject("a").put("tracking", "DP1");
    packages.putObject("b").put("tracking", "DP3");

    deliver(desired);

    var order = find(ORDER);
    assertThat(
            fulfilment(order)
                .path("shipments")
                .path(FIRST)
                .path("packages")
                .findValuesAsText("tracking"))
        .containsExactly("DP1", "DP3");
    assertThat(connector.plan(desired, Optional.of(order))).isEmpty();
  }

  /** Mechanism: what has begun to ship keeps its line; lines are replaced before that only. */
  @Test
  void editsAnOrderThatHasBegunToShip() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    deliver(wanting(alone(), parcel(FIRST, "DP1", "9001", "2")));
    var edited =
        wanting(
            DesiredOrder.of("5120")
                .withoutLine("9002")
                .withLine("9003", "NEW", "2", "1.00")
                .with("total", "24.40")
                .wanted(),
            parcel(FIRST, "DP1", "9001", "2"));

    deliver(edited);

    var order = find(ORDER);
    assertThat(fulfilment(order).path("shipments").path(FIRST).path("lines"))
        .isEqualTo(Json.object().put("9001", "2"));
    assertThat(commercial(order).path("lines").findValuesAsText("reference"))
        .containsExactly("9001", "9003");
    assertThat(connector.plan(edited, Optional.of(order))).isEmpty();
  }

  @Test
  void booksDepositsOnceAndCorrectsThem() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var reference = ORDER + ":dep:1";

    deliver(billing("deposits", reference, Json.object().put("amount", "32.57")));
    deliver(billing("deposits", reference, Json.object().put("amount", "30.00")));

    var order = find(reference);
    var deposits = facet(order, "billing").path("deposits");
    assertThat(deposits).hasSize(1);
    assertThat(deposits.path(reference).path("amount").asText()).isEqualTo("30.00");
    assertThat(
            connector.plan(
                billing("deposits", reference, Json.object().put("amount", "30")),
                Optional.of(order)))
        .isEmpty();
  }

  @Test
  void billsWhatShippedAndNothingElse() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    deliver(wanting(alone(), parcel(FIRST, "DP1", "9001", "2")));
    var reference = ORDER + ":inv:880077";
    var invoice = Json.object();
    invoice.putObject("lines").put("9001", "2");
    var desired = billing("invoices", reference, invoice);

    deliver(desired);

    var order = find(reference);
    var billed = facet(order, "billing").path("invoices").path(reference);
    assertThat(billed.path("lines")).isEqualTo(Json.object().put("9001", "2"));
    assertThat(billed.path("number").asText()).startsWith("INV");
    assertThat(billed.path("total").isTextual()).isTrue();
    assertThat(connector.plan(desired, Optional.of(order))).isEmpty();
  }

  /** Mechanism: one query names what belongs to the orders of a page, the oldest change first. */
  @Test
  void everyListingCarriesTheChildren() throws Unusable {
    for (var number : List.of("5120", "5121", "5122")) {
      deliver(DesiredOrder.of(number).wanted());
    }
    pass();
    deliver(wanting(alone(), parcel(FIRST, "DP1", "9001", "2")));

    assertThat(shipped(poll(BEGINNING))).containsExactly(0, 0, 1);
    assertThat(shipped(connector.listing(Optional.empty()).records())).containsExactly(1, 0, 0);
  }

  /** Mechanism: children are asked for by their own time; their order's may stay. */
  @Test
  void aPollTellsOfAFulfilmentThatLeftItsOrderAlone() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    deliver(wanting(alone(), parcel(FIRST, "DP1", "9001", "2")));
    pass();
    var id = find(ORDER).externalId();
    var later = Cursor.before(NOW.plusSeconds(30));
    assertThat(poll(later)).isEmpty();

    deliver(wanting(alone(), parcel(FIRST, "DP7", "9001", "2")));

    var polled = poll(later);
    assertThat(polled).extracting(RawRecord::externalId).containsExactly(id);
    var reading = reading(polled.getFirst());
    assertThat(reading.sourceTime()).isEqualTo(NOW.plusSeconds(60));
    assertThat(fulfilment(reading).path("shipments").path(FIRST).path("tracking").asText())
        .isEqualTo("DP7");
  }

  /** An account whose role sees orders only. */
  @Test
  void readsNoChildrenWhereItIsToldNotTo() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    deliver(wanting(alone(), parcel(FIRST, "DP1", "9001", "2")));
    connector = connector("token", "read-children", "false");

    assertThat(fulfilment(find(ORDER)).has("shipments")).isFalse();
    assertThat(fulfilment(reading(poll(BEGINNING).getFirst())).has("shipments")).isFalse();
  }

  /** A sale entered by another app has an external id of its own, if any. */
  @Test
  void findsAShipmentInAnOrderThatIsNotOurs() throws Unusable {
    var order =
        erp.post(
            "/salesOrders",
            """
            {"otherRefNum": "X5120", "lines": [{"sku": "85123A", "quantity": 6, "rate": 2.55, "custcol_ext_line": "9001"}]}
            """);
    var theirs = reading(connector.fetch(order.path("id").asText()).orElseThrow());
    var desired = wanting(alone(), parcel(FIRST, "DP1", "9001", "2"));
    connector.send(connector.plan(desired, Optional.of(theirs)).getFirst());

    var found = find(FIRST);

    assertThat(found.externalId()).isEqualTo(theirs.externalId());
    assertThat(connector.plan(desired, Optional.of(found))).isEmpty();
  }

  private List<Integer> shipped(List<RawRecord> records) throws Unusable {
    var sizes = new ArrayList<Integer>();
    for (var record : records) {
      sizes.add(fulfilment(reading(record)).path("shipments").size());
    }
    return sizes;
  }

  /** Nothing of the order itself is wanted. */
  private static Desired alone() {
    return new Desired(ORDER, ORDER, 1, Content.of(Map.of(), Json.object()));
  }

  private static Desired wanting(Desired order, ObjectNode... parcels) {
    var fulfilment = Json.object();
    var shipments = fulfilment.putObject("shipments");
    for (var parcel : parcels) {
      shipments.setAll(parcel);
    }
    return with(order, "fulfilment", fulfilment);
  }

  private static Desired billing(String children, String reference, ObjectNode child) {
    var billing = Json.object();
    billing.putObject(children).set(reference, child);
    return with(alone(), "billing", billing);
  }

  private static Desired with(Desired order, String name, ObjectNode facet) {
    var facets = new HashMap<>(order.content().facets());
    facets.put(name, facet);
    return new Desired(
        order.key(),
        order.reference(),
        order.revision(),
        Content.of(facets, order.content().personal()));
  }

  private static ObjectNode parcel(String reference, String tracking, String... lines) {
    var parcel = Json.object();
    var shipment =
        parcel
            .putObject(reference)
            .put("warehouse", "east")
            .put("carrier", "dpd")
            .put("tracking", tracking)
            .put("shippedAt", "2026-07-03T23:30:00Z");
    var quantities = shipment.putObject("lines");
    for (var i = 0; i < lines.length; i += 2) {
      quantities.put(lines[i], lines[i + 1]);
    }
    return parcel;
  }

  private static ObjectNode shipments(Desired desired) {
    var fulfilment = Objects.requireNonNull(desired.content().facets().get("fulfilment"));
    return (ObjectNode) fulfilment.path("shipments");
  }

  private static JsonNode fulfilment(Reading reading) {
    return facet(reading, "fulfilment");
  }

  private static JsonNode facet(Reading reading, String name) {
    var facet = reading.content().facets().get(name);
    return facet == null ? Json.object() : facet;
  }
}
