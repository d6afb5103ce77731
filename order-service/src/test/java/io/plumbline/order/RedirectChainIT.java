package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A buyer who wants the goods elsewhere before they leave. */
@QuarkusTest
class RedirectChainIT extends OnTheWholeChain {

  /** Mechanism: the address is compared in what each holds; of it only fingerprints are told. */
  @Test
  void reachesBooksAndWarehouseAndIsToldToNobodyElse() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    assertThat(hall.one(order).at("/shipping_address/address1").asText())
        .isEqualTo("1 High Street");
    assertThat(books.one(order).at("/shippingAddress/addr1").asText()).isEqualTo("1 High Street");

    redirects(order, "7 Privet Lane");

    Waiting.until(() ->
        assertThat(hall.one(order).at("/shipping_address/address1").asText())
            .isEqualTo("7 Privet Lane"));
    Waiting.until(() ->
        assertThat(books.one(order).at("/shippingAddress/addr1").asText())
            .isEqualTo("7 Privet Lane"));
    atRest(order);
    for (var connection : List.of(order.connection(), Books.CONNECTION, Hall.CONNECTION)) {
      Waiting.until(() ->
          assertThat(fingerprints(order, connection))
              .as("addresses as %s told them", connection)
              .doesNotContain("")
              .hasSizeGreaterThanOrEqualTo(2)
              .doesNotHaveDuplicates());
    }
    assertThat(Changes.all())
        .filteredOn(change -> change.says("key", order.key()))
        .allSatisfy(change -> assertThat(change.told()).doesNotContain("Privet", "High Street"));
  }

  /** Mechanism: the refusal is recognised, and told with what else can be done. */
  @Test
  void isRefusedWithAReasonOnceTheGoodsAreInHand() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.picks(order);

    redirects(order, "7 Privet Lane");

    Waiting.until(() ->
        assertThat(letters(order))
            .singleElement()
            .asString()
            .contains("change address before it is picked, found that it is in hand there already")
            .contains("have the carrier redirect the parcel"));
    assertThat(hall.one(order).at("/shipping_address/address1").asText())
        .isEqualTo("1 High Street");
  }

  private void redirects(Placed order, String street) {
    shop.does(order, "redirect", "{\"street\": \"%s\"}".formatted(street));
  }

  /** The different ones, in the order in which they were told. */
  private static List<String> fingerprints(Placed order, String connection) {
    return Changes.all().stream()
        .filter(change -> change.is("observed") && change.says("key", order.key()))
        .filter(change -> change.says("connection", connection))
        .map(change -> change.value().at("/facets/commercial/fingerprints/shippingAddress"))
        .map(JsonNode::asText)
        .distinct()
        .toList();
  }
}
