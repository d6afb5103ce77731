package io.plumbline.order.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Want;
import io.plumbline.order.aggregate.Story;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderRulesTest {

  private static final OrderRules RULES =
      new OrderRules(List.of("netsuite"), Warehouses.NONE, Set.of("pos"));

  @Test
  void bringsAPlacedOrderToTheErpUnderOurReference() {
    var wants = wants(Story.placed());

    assertThat(wants)
        .singleElement()
        .satisfies(want -> {
          assertThat(want.connection()).isEqualTo("netsuite");
          assertThat(want.reference()).isEqualTo("shopify-eu:5120");
          assertThat(want.content().personal().path("email").asText())
              .isEqualTo("ada@example.test");
        });
    assertThat(line(wants, "9001").path("reference").asText()).isEqualTo("9001");
  }

  @Test
  void bringsItToEveryErp() {
    var rules = new OrderRules(List.of("netsuite", "business-central"), Warehouses.NONE, Set.of());

    assertThat(rules.decide(Story.placed().order(), Map.of()).desired())
        .extracting(Want::connection)
        .containsExactly("netsuite", "business-central");
  }

  @Test
  void anEditChangesWhatIsWanted() {
    var wants = wants(Story.placed().inErp().editedTo("4", "15.20"));

    assertThat(commercial(wants).path("total").asText()).isEqualTo("15.20");
    assertThat(line(wants, "9001").path("quantity").asText()).isEqualTo("4");
  }

  @Test
  void paymentAloneChangesNothingInTheBooks() {
    assertThat(wants(Story.placed().paid())).isEqualTo(wants(Story.placed()));
  }

  @Test
  void whatTheErpSaysNeverChangesWhatIsWantedOfItBeforeShipping() {
    assertThat(wants(Story.placed().inErp())).isEqualTo(wants(Story.placed()));
  }

  @Test
  void booksTheShopsMoneyWithDiscountShippingTaxAndGiftCards() {
    var wants =
        wants(
            Story.placed()
                .with("presentmentCurrency", "EUR")
                .with("presentmentTotal", "23.75")
                .with("discount", "1.00")
                .with("tax", "3.20")
                .with("giftCards", "10.00"));

    assertThat(commercial(wants).path("currency").asText()).isEqualTo("GBP");
    assertThat(commercial(wants).has("presentmentTotal")).isFalse();
    assertThat(commercial(wants).path("discount").asText()).isEqualTo("1.00");
    assertThat(commercial(wants).path("shipping").asText()).isEqualTo("5.00");
    assertThat(commercial(wants).path("tax").asText()).isEqualTo("3.20");
    assertThat(commercial(wants).path("giftCards").asText()).isEqualTo("10.00");
  }

  @Test
  void leavesAChannelThatAnotherAppDelivers() {
    assertThat(wants(Story.placed().through("pos"))).isEmpty();
    assertThat(wants(Story.placed().through("pos").inErp().editedTo("4", "15.20"))).isEmpty();
  }

  @Test
  void anOrderCancelledBeforeTheErpEverHadItIsNotBrought() {
    assertThat(wants(Story.placed().cancelled())).isEmpty();
  }

  @Test
  void anOrderCancelledWhileTheErpHasItIsCancelledThereAndItsLinesStay() {
    var wants = wants(Story.placed().inErp().cancelled());

    assertThat(commercial(wants).path("status").asText()).isEqualTo("cancelled");
    assertThat(commercial(wants).has("lines")).isFalse();
  }

  @Test
  void partlyShippedOrdersAreStillEdited() {
    assertThat(wants(Story.placed().shippedByErp("partial").editedTo("4", "15.20"))).hasSize(1);
  }

  @Test
  void onceShippedTheErpIsAskedForNothing() {
    assertThat(wants(Story.placed().shippedByErp("fulfilled"))).isEmpty();
    assertThat(wants(Story.placed().shippedByErp("fulfilled").billed())).isEmpty();
  }

  @Test
  void anOrderShippedBeforeTheErpHadItIsStillBrought() {
    assertThat(wants(Story.placed().shippedInShop("fulfilled"))).hasSize(1);
  }

  @Test
  void archivingDoesNotCloseItInTheBooks() {
    var wants = wants(Story.placed().shippedInShop("partial").archived());

    assertThat(commercial(wants).path("status").asText()).isEqualTo("open");
  }

  @Test
  void anOrderOfTheErpsOwnIsNobodysToChange() {
    assertThat(wants(Story.placed().onlyInErp())).isEmpty();
  }

  @Test
  void anOrderDeletedWhereItWasSoldIsForAPerson() {
    var decision = RULES.decide(Story.placed().inErp().deletedInShop().order(), Map.of());

    assertThat(decision.desired()).isEmpty();
    assertThat(decision.exceptions())
        .extracting(Exceptional::code)
        .containsExactly("deleted-at-origin");
  }

  @Test
  void aLineWithoutASkuIsForAPerson() {
    assertThat(RULES.decide(Story.placed().lineWithoutSku("9002").order(), Map.of()).exceptions())
        .singleElement()
        .satisfies(exception -> {
          assertThat(exception.code()).isEqualTo("line-without-sku");
          assertThat(exception.explanation()).contains("line 9002").contains("shopify-eu");
        });
  }

  @Test
  void anAliasIsWhatTheErpGets() {
    var wants = RULES.decide(Story.placed().order(), Map.of("85123A", "85123a-GB")).desired();

    assertThat(line(wants, "9001").path("sku").asText()).isEqualTo("85123a-GB");
  }

  /** Level-triggered: only the latest state counts, so a retry can never push stale data. */
  @Property(tries = 200)
  void theHistoryOfEditsLeavesNoTrace(
      @ForAll @IntRange(max = 99) int before, @ForAll @IntRange(max = 99) int last) {
    var edited =
        Story.placed().editedTo("" + before, before + ".00").editedTo("" + last, last + ".00");
    var direct = Story.placed().editedTo("" + last, last + ".00");

    assertThat(wants(edited)).isEqualTo(wants(direct));
  }

  private static List<Want> wants(Story story) {
    return RULES.decide(story.order(), Map.of()).desired();
  }

  private static JsonNode commercial(List<Want> wants) {
    var facet = wants.getFirst().content().facets().get("commercial");
    assertThat(facet).isNotNull();
    return java.util.Objects.requireNonNull(facet);
  }

  private static JsonNode line(List<Want> wants, String id) {
    return commercial(wants).path("lines").path(id);
  }
}
