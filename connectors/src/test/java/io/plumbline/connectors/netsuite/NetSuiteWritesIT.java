package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.fixtures.DesiredOrder;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Unusable;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written of sales orders, and what a write that failed means. */
class NetSuiteWritesIT extends EmulatedAccount {
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
}
