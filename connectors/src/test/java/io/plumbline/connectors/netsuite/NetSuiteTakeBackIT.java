package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.fixtures.DesiredOrder;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What was booked and has to be undone: a shipment that never left, an order that is called off.
 */
class NetSuiteTakeBackIT extends EmulatedAccount {

  private static final String ORDER = "shopify-eu:5120";
  private static final String SHIPMENT = ORDER + ":ff:880077";
  private static final String PARCEL =
      "{\"%s\": {\"tracking\": \"DP1\", \"lines\": {\"9001\": \"2\"}}}".formatted(SHIPMENT);

  /** Mechanism: the fulfilment goes by its reference, and with it what it took of the order. */
  @Test
  void takesAVoidedShipmentBackAndFreesItsQuantities() throws Unusable {
    booked();
    var voided = told("{\"voided\": " + PARCEL + "}");
    var steps = steps(voided);

    steps.forEach(connector::send);

    assertThat(steps).extracting(Step::name).containsExactly("take back shipment");
    var order = find(steps.getFirst().reference());
    assertThat(shipments(order)).isEmpty();
    assertThat(facet(order).path("status").asText()).isEqualTo("unfulfilled");
    assertThat(connector.plan(voided, Optional.of(order))).isEmpty();
  }

  /** Mechanism: the vendor keeps what an invoice counts on, and says so. */
  @Test
  void isRefusedWhatHasBeenBilled() throws Unusable {
    booked();
    erp.post(
        "/salesOrders/" + find(ORDER).externalId() + "/bill",
        "{\"lines\": [{\"reference\": \"9001\", \"quantity\": 2}]}");
    var step = steps(told("{\"voided\": " + PARCEL + "}")).getFirst();

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.send(step));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure.quoted().orElseThrow().words()).contains("has been billed");
    assertThat(shipments(find(ORDER))).hasSize(1);
  }

  /** Mechanism: an invoice of the shipment's own name, which only a person can credit. */
  @Test
  void asksForNothingBackThatItHasBilled() throws Unusable {
    booked();
    var billed =
        with(
            told("{\"shipments\": " + PARCEL + "}"),
            "billing",
            "{\"invoices\": {\"%s:inv:880077\": {\"lines\": {\"9001\": \"2\"}}}}".formatted(ORDER));
    steps(billed).forEach(connector::send);

    assertThat(steps(told("{\"voided\": " + PARCEL + "}"))).isEmpty();
    assertThat(steps(off("{\"voided\": " + PARCEL + "}")))
        .extracting(Step::name)
        .containsExactly("cancel sales order");
  }

  /**
   * Mechanism: {@code NetSuiteQueries.changedCredits}, since a credit memo dates neither invoice
   * nor order, and its lines are the invoice's ({@code NetSuiteChildContent.ofInvoice}).
   */
  @Test
  void hearsOfACreditMemoAndWhichInvoiceItCredits() throws Unusable {
    booked();
    var id = find(ORDER).externalId();
    var invoice = ORDER + ":inv:880077";
    erp.post(
        "/salesOrders/" + id + "/bill",
        "{\"externalId\": \"%s\", \"lines\": [{\"reference\": \"9001\", \"quantity\": 2}]}"
            .formatted(invoice));
    var before = reading(poll(BEGINNING).getLast());
    pass();

    erp.post(
        "/salesOrders/" + id + "/credit",
        "{\"invoice\": \"%s\", \"lines\": [{\"reference\": \"9001\", \"quantity\": 1}]}"
            .formatted(invoice));

    var heard = poll(Cursor.before(before.sourceTime().plusSeconds(1)));
    assertThat(heard).hasSize(1);
    var after = reading(heard.getFirst());
    assertThat(after.sourceTime()).isAfter(before.sourceTime());
    assertThat(credits(before)).isEmpty();
    assertThat(credits(after).properties())
        .singleElement()
        .satisfies(credit -> {
          assertThat(credit.getValue().path("invoice").asText()).isEqualTo(invoice);
          assertThat(credit.getValue().path("number").asText()).startsWith("CM");
          assertThat(credit.getValue().path("lines").path("9001").asText()).isEqualTo("1");
        });
  }

  private static JsonNode credits(Reading order) {
    var billing = order.content().facets().get("billing");
    return billing == null ? Json.object() : billing.path("credits");
  }

  /** Mechanism: what frees nothing for others comes last, and nothing but those needs it. */
  @Test
  void booksWhatFollowsWhetherOrNotAnotherCanBeTakenBack() throws Unusable {
    booked();
    var next = ORDER + ":ff:880078";
    var told =
        with(
            told(
                "{\"voided\": %s, \"shipments\": {\"%s\": {\"tracking\": \"DP2\", \"lines\": {\"9001\": \"4\"}}}}"
                    .formatted(PARCEL, next)),
            "billing",
            "{\"invoices\": {\"%s:inv:880078\": {\"lines\": {\"9001\": \"4\"}}}}".formatted(ORDER));

    var steps = steps(told);

    assertThat(steps)
        .extracting(Step::reference)
        .containsExactly(next, ORDER + ":inv:880078", SHIPMENT);
    assertThat(steps).filteredOn(step -> step.lacks(Set.of(SHIPMENT))).isEmpty();
    assertThat(steps)
        .filteredOn(step -> step.lacks(Set.of(next)))
        .extracting(Step::name)
        .containsExactly("book invoice");
  }

  /** Mechanism: a shipment that is more than is left waits for what it shares a line with. */
  @Test
  void takesBackWhatAnotherShipmentNeedsBeforeIt() throws Unusable {
    booked();
    var next = ORDER + ":ff:880078";
    var told =
        with(
            told(
                "{\"voided\": %s, \"shipments\": {\"%s\": {\"tracking\": \"DP2\", \"lines\": {\"9001\": \"6\"}}}}"
                    .formatted(PARCEL, next)),
            "billing",
            "{\"invoices\": {\"%s:inv:880078\": {\"lines\": {\"9001\": \"6\"}}}}".formatted(ORDER));

    var steps = steps(told);
    steps.forEach(connector::send);

    assertThat(steps)
        .extracting(Step::reference)
        .containsExactly(SHIPMENT, next, ORDER + ":inv:880078");
    assertThat(steps)
        .filteredOn(step -> step.lacks(Set.of(SHIPMENT)))
        .extracting(Step::reference)
        .containsExactly(next);
    assertThat(shipments(find(ORDER)).properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(next);
  }

  /** Mechanism: of a closed line no more is wanted than has shipped. */
  @Test
  void closesTheLinesOfAnOrderThatIsCalledOffOnce() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var parcels =
        "{\"shipments\": {\"%s\": {\"tracking\": \"DP1\", \"lines\": {\"9001\": \"6\", \"9002\": \"1\"}}}}"
            .formatted(SHIPMENT);
    var off = off(parcels);
    steps(off).forEach(connector::send);

    var order = find(ORDER);

    assertThat(commercial(order).path("lines").findValuesAsText("quantity"))
        .containsExactly("6", "1");
    assertThat(connector.plan(off, Optional.of(order))).isEmpty();
  }

  /** Mechanism: what is taken back in the same plan counts as not shipped. */
  @Test
  void closesWhatAVoidedShipmentFreesOfAnOrderThatIsCalledOff() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var first = ORDER + ":ff:880078";
    var stays =
        "\"%s\": {\"tracking\": \"DP2\", \"lines\": {\"9001\": \"3\", \"9002\": \"1\"}}"
            .formatted(first);
    var goes =
        "\"%s\": {\"tracking\": \"DP1\", \"lines\": {\"9001\": \"3\", \"9002\": \"2\"}}"
            .formatted(SHIPMENT);
    steps(told("{\"shipments\": {%s, %s}}".formatted(stays, goes))).forEach(connector::send);
    var off =
        with(
            told("{\"shipments\": {%s}, \"voided\": {%s}}".formatted(stays, goes)),
            "commercial",
            "{\"status\": \"cancelled\"}");
    var steps = steps(off);

    steps.forEach(connector::send);

    assertThat(steps)
        .extracting(Step::name)
        .containsExactly("take back shipment", "cancel sales order");
    var order = find(ORDER);
    assertThat(commercial(order).path("status").asText()).isEqualTo("closed");
    assertThat(shipments(order)).hasSize(1);
    assertThat(connector.plan(off, Optional.of(order))).isEmpty();
  }

  /** Mechanism: what left is booked first, then nothing of any line is to follow. */
  @Test
  void closesTheRestOfAnOrderThatShippedInPart() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    var off =
        with(told("{\"shipments\": " + PARCEL + "}"), "commercial", "{\"status\": \"cancelled\"}");
    var steps = steps(off);

    steps.forEach(connector::send);

    assertThat(steps).extracting(Step::name).containsExactly("book shipment", "cancel sales order");
    var order = find(ORDER);
    assertThat(commercial(order).path("status").asText()).isEqualTo("closed");
    assertThat(facet(order).path("status").asText()).isEqualTo("partial");
    assertThat(shipments(order)).hasSize(1);
    assertThat(connector.plan(off, Optional.of(order))).isEmpty();
  }

  private void booked() throws Unusable {
    deliver(DesiredOrder.of("5120").wanted());
    steps(told("{\"shipments\": " + PARCEL + "}")).forEach(connector::send);
    assertThat(shipments(find(ORDER))).hasSize(1);
  }

  private static Desired off(String fulfilment) {
    return with(told(fulfilment), "commercial", "{\"status\": \"cancelled\"}");
  }

  private List<Step> steps(Desired desired) throws Unusable {
    return connector.plan(desired, Optional.of(find(ORDER)));
  }

  private static Desired told(String fulfilment) {
    var nothing = new Desired(ORDER, ORDER, 1, Content.of(Map.of(), Json.object()));
    return with(nothing, "fulfilment", fulfilment);
  }

  private static Desired with(Desired desired, String name, String facet) {
    Map<String, ObjectNode> facets = new HashMap<>(desired.content().facets());
    facets.put(name, (ObjectNode) Json.lenient(facet.getBytes(StandardCharsets.UTF_8)));
    return new Desired(ORDER, ORDER, 1, Content.of(facets, Json.object()));
  }

  private static JsonNode facet(Reading order) {
    var fulfilment = order.content().facets().get("fulfilment");
    return fulfilment == null ? Json.object() : fulfilment;
  }

  private static JsonNode shipments(Reading order) {
    return facet(order).path("shipments");
  }
}
