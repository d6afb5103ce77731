package io.plumbline.order.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Want;
import io.plumbline.order.aggregate.Order;
import io.plumbline.order.aggregate.Story;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the warehouse is asked, and whom its parcels are told to. */
class FulfilmentRulesTest {

  private static final String FIRST = "shopify-eu:5120:ff:shiphero.880077";

  private static final OrderRules RULES =
      new OrderRules(
          List.of("netsuite"), new Warehouses(List.of("shiphero"), Map.of(), true), Set.of());

  @Test
  void asksTheWarehouseToShipUnderOurReference() {
    var want = want("shiphero", Story.placed().paid()).orElseThrow();

    assertThat(want.reference()).isEqualTo("shopify-eu:5120");
    assertThat(facet(want, "commercial").path("lines").path("9001").path("reference").asText())
        .isEqualTo("9001");
    assertThat(facet(want, "fulfilment").path("holds").path("payment").asBoolean()).isFalse();
  }

  /** SEC-07: a warehouse sees the fields of the shipment only. */
  @Test
  void tellsTheWarehouseNothingOfTheBuyerButWhereTheGoodsGo() {
    var personal = want("shiphero", Story.placed()).orElseThrow().content().personal();

    assertThat(personal.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("shippingAddress");
  }

  @Test
  void holdsWhatIsNotPaidAndReleasesItWhenItIs() {
    assertThat(held(Story.placed())).isTrue();
    assertThat(held(Story.placed().payment("authorized"))).isFalse();
    assertThat(held(Story.placed().paid())).isFalse();
  }

  @Test
  void cancelsAtTheWarehouseWhatItHas() {
    assertThat(want("shiphero", Story.placed().cancelled())).isEmpty();
    assertThat(status(Story.placed().inWarehouse().cancelled())).isEqualTo("cancelled");
  }

  /** The rest can still be stopped; for what left, a person has to see to its return. */
  @Test
  void stopsTheRestOfAnOrderThatIsCalledOffTooLate() {
    var story = Story.placed().paid().parcel("880077", "DP1", "2", "partial").cancelled();

    assertThat(status(story)).isEqualTo("cancelled");
    assertThat(RULES.decide(story.order(), Map.of()).exceptions())
        .extracting(Exceptional::code)
        .contains("cancelled-after-shipping");
  }

  /** Staff called it shipped, or another app did: what stands at the dock can still be stopped. */
  @Test
  void believesTheWarehouseOfWhatLeftIt() {
    var falsely = Story.placed().paid().inWarehouse().shippedInShop("fulfilled");

    assertThat(status(falsely)).isEqualTo("open");
    assertThat(status(falsely.cancelled())).isEqualTo("cancelled");
  }

  @Test
  void asksNoWarehouseToShipWhatOthersShippedBeforeItHadTheOrder() {
    assertThat(want("shiphero", Story.placed().paid().shippedInShop("fulfilled"))).isEmpty();
  }

  @Test
  void asksNothingOfAWarehouseThatHasShippedAll() {
    var story = Story.placed().paid().parcel("880077", "DP1", "6", "fulfilled");

    assertThat(want("shiphero", story)).isEmpty();
    assertThat(want("shiphero", story.cancelled())).isEmpty();
  }

  @Test
  void tellsTheErpAndTheChannelOfOriginOfEveryParcelUnderOneName() {
    var story =
        Story.placed()
            .paid()
            .inErp()
            .parcel("880077", "DP1", "2", "partial")
            .parcel("880091", "DP2", "4", "partial");

    for (var connection : List.of("netsuite", "shopify-eu")) {
      var shipments = facet(want(connection, story).orElseThrow(), "fulfilment").path("shipments");
      assertThat(shipments.properties())
          .extracting(Map.Entry::getKey)
          .containsExactlyInAnyOrder(FIRST, "shopify-eu:5120:ff:shiphero.880091");
      assertThat(shipments.path(FIRST).path("tracking").asText()).isEqualTo("DP1");
      assertThat(shipments.path(FIRST).path("lines").path("9001").asText()).isEqualTo("2");
    }
  }

  /** An edit from before the last parcel may not have reached the ERP yet. */
  @Test
  void tellsTheErpTheOrderUntilItHasBookedThatAllOfItLeft() {
    var story = Story.placed().paid().inErp().parcel("880077", "DP1", "6", "fulfilled");

    assertThat(facets(story)).containsExactlyInAnyOrder("commercial", "fulfilment");
    assertThat(facets(story.shippedByErp("fulfilled"))).containsExactly("fulfilment");
  }

  /** Of a cancelled order nothing more is to follow; what left is booked. */
  @Test
  void closesInTheBooksWhatWillNotFollow() {
    var want =
        want(
                "netsuite",
                Story.placed().paid().inErp().parcel("1", "DP1", "2", "partial").cancelled())
            .orElseThrow();

    assertThat(facet(want, "commercial").path("status").asText()).isEqualTo("cancelled");
    assertThat(facet(want, "fulfilment").path("shipments")).hasSize(1);
  }

  /** The ERP may have got an edit that the warehouse never did: the rest does not follow. */
  @Test
  void closesInTheBooksWhatWasNeverAskedOfTheWarehouseThatShippedAll() {
    var story = Story.placed().paid().inErp().parcel("1", "DP1", "6", "fulfilled").cancelled();

    assertThat(facets(story)).containsExactlyInAnyOrder("commercial", "fulfilment");
    assertThat(facets(story.shippedByErp("fulfilled"))).containsExactly("fulfilment");
  }

  /** What the warehouse gave up has not shipped, though it is done; nothing is asked of it. */
  @Test
  void saysThatAWarehouseWasShortUntilTheOrderSaysSoToo() {
    var story = Story.placed().paid().picked("6", "4", "0").parcel("1", "DP1", "4", "fulfilled");

    assertThat(story.order().state().name()).isEqualTo("partlyFulfilled");
    assertThat(codes(story)).containsExactly("short-shipped");
    assertThat(want("shiphero", story)).isEmpty();
    assertThat(story.editedTo("4", "10.20").order().state().name()).isEqualTo("fulfilled");
    assertThat(codes(story)).isEmpty();
  }

  /** Mechanism: what all of them shipped is one sum, and is judged when the last is done. */
  @Test
  void countsWhatSeveralWarehousesShippedOfAnOrder() {
    var story = Story.placed().paid().picked("6", "4", "0").parcel("1", "DP1", "4", "fulfilled");

    assertThat(codes(story.alsoShipped("west", "1", "partial"))).isEmpty();
    assertThat(codes(story.alsoShipped("west", "2", "fulfilled"))).isEmpty();
    assertThat(codes(story.alsoShipped("west", "1", "fulfilled"))).containsExactly("short-shipped");
    assertThat(codes(story.alsoShipped("west", "3", "fulfilled")))
        .containsExactly("shipped-beyond-order");
  }

  /** Each parcel that leaves all the same asks anew that no more follow. */
  @Test
  void asksThatNothingMoreFollowOfAnOrderThatIsCalledOff() {
    var story = Story.placed().paid().picked("6", "2", "4").parcel("1", "DP1", "2", "partial");

    var rest = facet(want("shiphero", story.cancelled()).orElseThrow(), "fulfilment").path("lines");

    assertThat(rest.path("9001").path("pending").asText()).isEqualTo("0");
    assertThat(rest.path("9001").path("shipped").asText()).isEqualTo("2");
  }

  /** What nobody ever held is not ours to let go: the warehouse's own people may hold it. */
  @Test
  void saysOfAPersonsHoldOnlyWhereThereWasOne() {
    var order = Story.placed().paid().order();

    assertThat(holds(order, Optional.empty()).has("operator")).isFalse();
    assertThat(holds(order, Optional.of(true)).path("operator").asBoolean()).isTrue();
    assertThat(holds(order, Optional.of(false)).path("operator").asBoolean(true)).isFalse();
  }

  @Test
  void tellsTheChannelNothingBeforeAParcelLeft() {
    assertThat(want("shopify-eu", Story.placed().paid().inWarehouse())).isEmpty();
  }

  @Test
  void asksForAWarehousePerStorefrontWhereThereAreSeveral() {
    var two = new Warehouses(List.of("east", "west"), Map.of("shopify-eu", "east"), true);

    assertThatThrownBy(() -> two.checked(Set.of("shopify-eu", "shopify-us")))
        .hasMessageContaining("plumbline.order.delivery.warehouses")
        .hasMessageContaining("Add shopify-us: <warehouse>.");
    assertThatThrownBy(() ->
            new Warehouses(List.of("east"), Map.of("shopify-eu", "est"), true).checked(Set.of()))
        .hasMessageContaining("found [est]");
    assertThat(two.checked(Set.of("shopify-eu")).of("shopify-eu")).contains("east");
  }

  private static JsonNode holds(Order order, Optional<Boolean> held) {
    var want = RULES.decide(order, Map.of(), held).desired();
    return facet(
            want.stream()
                .filter(each -> each.connection().equals("shiphero"))
                .findFirst()
                .orElseThrow(),
            "fulfilment")
        .path("holds");
  }

  private static Set<String> facets(Story story) {
    return want("netsuite", story).orElseThrow().content().facets().keySet();
  }

  private static List<String> codes(Story story) {
    return RULES.decide(story.order(), Map.of()).exceptions().stream()
        .map(Exceptional::code)
        .toList();
  }

  private static boolean held(Story story) {
    return facet(want("shiphero", story).orElseThrow(), "fulfilment")
        .path("holds")
        .path("payment")
        .asBoolean();
  }

  private static String status(Story story) {
    return facet(want("shiphero", story).orElseThrow(), "commercial").path("status").asText();
  }

  private static Optional<Want> want(String connection, Story story) {
    return RULES.decide(story.order(), Map.of()).desired().stream()
        .filter(want -> want.connection().equals(connection))
        .findFirst();
  }

  private static JsonNode facet(Want want, String name) {
    var facet = want.content().facets().get(name);
    return facet == null ? JsonNodeFactory.instance.objectNode() : facet;
  }
}
