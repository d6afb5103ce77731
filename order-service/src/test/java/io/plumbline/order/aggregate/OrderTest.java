package io.plumbline.order.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Exceptional;
import org.joda.money.BigMoney;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {

  @ParameterizedTest
  @CsvSource({
    "pending, unfulfilled, placed",
    "authorized, unfulfilled, placed",
    "partiallyPaid, unfulfilled, placed",
    "paid, unfulfilled, paid",
    "partiallyRefunded, unfulfilled, paid",
    "pending, partial, partlyFulfilled",
    "paid, partial, partlyFulfilled",
    "paid, fulfilled, fulfilled"
  })
  void standsWherePaymentAndParcelsSay(String payment, String shipped, String state) {
    assertThat(Story.placed().payment(payment).shippedInShop(shipped).order().state().name())
        .isEqualTo(state);
  }

  @Test
  void isBilledOnceTheErpBillsWhatItShipped() {
    var order = Story.placed().paid().shippedByErp("fulfilled").billed().order();

    assertThat(order.state()).isEqualTo(new LifeCycle.Billed());
    assertThat(order.billing()).contains("billed");
  }

  @Test
  void isClosedWhenArchivedAfterBilling() {
    var order = Story.placed().paid().shippedByErp("fulfilled").billed().archived().order();

    assertThat(order.state()).isEqualTo(new LifeCycle.Closed());
  }

  @Test
  void isCancelledBeforeAnythingShipped() {
    assertThat(Story.placed().paid().cancelled().order().state())
        .isEqualTo(new LifeCycle.Cancelled());
  }

  @Test
  void cancelledAfterAParcelLeftIsForAPerson() {
    var order = Story.placed().paid().shippedByErp("partial").cancelled().order();

    assertThat(order.state()).isEqualTo(new LifeCycle.PartlyFulfilled());
    assertThat(order.surprises())
        .extracting(Exceptional::code)
        .containsExactly("cancelled-after-shipping");
  }

  @Test
  void billedBeforeEverythingShippedIsForAPerson() {
    var order = Story.placed().shippedByErp("partial").billed().order();

    assertThat(order.surprises())
        .extracting(Exceptional::code)
        .containsExactly("billed-before-fulfilled");
  }

  @Test
  void archivedBeforeAnythingShippedIsForAPerson() {
    assertThat(Story.placed().archived().order().surprises())
        .extracting(Exceptional::code)
        .containsExactly("closed-unfulfilled");
  }

  @Test
  void takesTheFurthestNewsOfAParcel() {
    assertThat(
            Story.placed().shippedByErp("partial").shippedInShop("fulfilled").order().fulfilment())
        .isEqualTo(Fulfilment.FULFILLED);
  }

  @Test
  void storefrontHasAuthorityUntilEverythingShipped() {
    var order = Story.placed().shippedByErp("partial").order();

    assertThat(Authority.over(Facet.COMMERCIAL, order)).isEqualTo(Role.STOREFRONT);
    assertThat(total(order)).isEqualTo(BigMoney.parse("GBP 20.30"));
  }

  @Test
  void erpHasAuthorityOnceEverythingShipped() {
    var order = Story.placed().shippedByErp("fulfilled").order();

    assertThat(Authority.over(Facet.COMMERCIAL, order)).isEqualTo(Role.ERP);
    assertThat(total(order)).isEqualTo(BigMoney.parse("GBP 19.99"));
  }

  @Test
  void storefrontHasAuthorityOverPaymentUntilBilled() {
    assertThat(Authority.over(Facet.BILLING, Story.placed().inErp().order()))
        .isEqualTo(Role.STOREFRONT);
    assertThat(
            Authority.over(
                Facet.BILLING, Story.placed().shippedByErp("fulfilled").billed().order()))
        .isEqualTo(Role.ERP);
  }

  @Test
  void keepsShopAndPresentmentMoneyApart() {
    var commercial =
        Story.placed()
            .with("presentmentCurrency", "JPY")
            .with("presentmentTotal", "3801")
            .order()
            .commercial()
            .orElseThrow();

    assertThat(commercial.total()).contains(BigMoney.parse("GBP 20.30"));
    assertThat(commercial.presentmentTotal()).contains(BigMoney.parse("JPY 3801"));
  }

  @Test
  void refusesAFulfilmentItDoesNotKnow() {
    assertThatThrownBy(() -> Story.placed().shippedInShop("restocked").order())
        .hasMessageContaining("found restocked");
  }

  /** The facet goes on saying it; only the sum in the listing stays empty. */
  @Test
  void hasNoTotalInACurrencyThatIsNone() {
    var order = Story.placed().with("currency", "Australian Dollar").order();

    assertThat(order.commercial().orElseThrow().total()).isEmpty();
  }

  private static BigMoney total(Order order) {
    return order.commercial().orElseThrow().total().orElseThrow();
  }
}
