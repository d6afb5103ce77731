package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fulfilment and billing, told by the published examples of the order flow. */
class FacetTest {
  private static final Instant T = Instant.parse("2026-12-03T09:10:00Z");
  private static final String STOREFRONT = example("observed.v1.storefront.json");
  private static final String ERP_OPEN = example("observed.v1.erp.json");
  private static final String ERP_BILLED = example("observed.v1.erp-billed.json");

  private Stage stage = new Stage();
  private Instant now = T;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void findsNothingInThePublishedExamples() {
    play(STOREFRONT, ERP_OPEN, ERP_BILLED);

    assertThat(stage.findings()).isEmpty();
    assertThat(stage.pending()).isEmpty();
  }

  @Test
  void findsAStorefrontThatToldOfAShipmentThatTheErpDoesNotKnow() {
    play(STOREFRONT.replace("\"unfulfilled\"", "\"fulfilled\""), ERP_OPEN);

    Finding finding = stage.only();
    assertThat(finding.kind()).isEqualTo(Kind.FIELD_MISMATCH);
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.facet()).isEqualTo("order.fulfilment");
    assertThat(finding.field()).isEqualTo("status");
    assertThat(finding.verdict().expected()).isEqualTo("unfulfilled");
    assertThat(finding.verdict().actual()).isEqualTo("fulfilled");
    assertThat(finding.verdict().authority()).isEqualTo(ERP);
    assertThat(finding.verdict().rule()).isEqualTo("order.fulfilment belongs to the ERP");
    assertThat(finding.exposure()).isNull();
  }

  @Test
  void findsAStorefrontThatWasNotToldWherePolicySaysItIs() {
    stage.close();
    stage = new Stage(Stage.policy(3, true));

    play(STOREFRONT, ERP_BILLED);

    assertThat(stage.only().connection()).isEqualTo(SHOP);
    assertThat(stage.only().facet()).isEqualTo("order.fulfilment");
    assertThat(stage.only().verdict().expected()).isEqualTo("fulfilled");
    assertThat(stage.only().verdict().actual()).isEqualTo("unfulfilled");
  }

  @Test
  void comparesNoFacetThatOneSideDoesNotHold() {
    stage.close();
    stage = new Stage(Stage.policy(3, true));

    play(STOREFRONT, ERP_BILLED.replace("\"fulfilment\"", "\"elsewhere\""));

    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void comparesAnInvoiceWithNoPayment() {
    play(STOREFRONT.replace("\"paid\",", "\"refunded\","), ERP_BILLED);

    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void findsPaymentsOnWhichTheTwoDisagree() {
    play(STOREFRONT, ERP_BILLED.replace("\"billed\"", "\"partiallyPaid\""));

    Finding finding = stage.only();
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.facet()).isEqualTo("order.billing");
    assertThat(finding.verdict().expected()).isEqualTo("partiallyPaid");
    assertThat(finding.verdict().actual()).isEqualTo("paid");
  }

  @Test
  void asksNothingMoreOfACancelledOrder() {
    play(
        STOREFRONT.replace("\"unfulfilled\"", "\"fulfilled\"").replace("open", "cancelled"),
        ERP_OPEN.replace("open", "cancelled"));

    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void saysThatAStatusWasEditedOutside() {
    play(STOREFRONT, ERP_OPEN);
    play(
        STOREFRONT
            .replace("\"unfulfilled\"", "\"partial\"")
            .replace("1796116200000000", "1796289000000009"));

    assertThat(stage.only().cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
  }

  private void play(String... observed) {
    for (String value : observed) {
      stage.play(new Event("observed", "shopify-eu:5120", value));
    }
    stage.until(now, now.plusSeconds(60));
    now = now.plusSeconds(60);
  }

  private static String example(String name) {
    try (InputStream stream =
        Events.class.getResourceAsStream("/contracts/order/examples/" + name)) {
      if (stream == null) {
        throw new AssertionError("expected the contract example " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
