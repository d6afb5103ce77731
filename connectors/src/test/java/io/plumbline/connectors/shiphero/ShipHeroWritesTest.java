package io.plumbline.connectors.shiphero;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Step;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written over the wire, and what became of it. */
class ShipHeroWritesTest extends Warehouse {

  @Test
  void doesNotMakeASecondOrderWhereOneIsFound() {
    vendor.answering(orders(false, ORDER));

    var failure = failed(() -> connector.send(create()));

    assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(vendor.asked()).hasSize(1);
  }

  @Test
  void makesTheOrderWhereNoneIsFound() {
    vendor
        .answering(orders(false))
        .answering(result("order_create", "\"order\":{\"id\":\"QQ==\"}"));

    var confirmed = connector.send(create());

    assertThat(confirmed.externalId()).contains("QQ==");
    assertThat(confirmed.readBack()).isTrue();
  }

  @Test
  void saysForWhichCustomerOfA3plItWrites() {
    vendor
        .answering(orders(false))
        .answering(result("order_create", "\"order\":{\"id\":\"QQ==\"}"));

    connector(ConnectionBuilder.warehouse().setting("customer-account", "QTox")).send(create());

    var data = vendor.asked().getLast().variables().path("data");
    assertThat(data.path("customer_account_id").asText()).isEqualTo("QTox");
  }

  @Test
  void namesTheItemThatTheWarehouseDoesNotKnow() {
    vendor.answering(orders(false)).answering(refusal("Product with sku LAMP-S not found"));

    var failure = failed(() -> connector.send(create()));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining("unknown SKU 'LAMP-S'");
  }

  @Test
  void changesALineByItsOwnId() {
    vendor
        .answering(order(ORDER))
        .answering(result("order_update_line_items", "\"order\":{\"id\":\"T3JkZXI6OTE=\"}"));

    connector.send(lines("CHANGE_LINES", "32"));

    var item = vendor.asked().getLast().variables().path("data").path("line_items").path(0);
    assertThat(item.path("id").asText()).isEqualTo("TGk6Mg==");
    assertThat(item.path("quantity").asInt()).isEqualTo(4);
  }

  @Test
  void addsNoLineThatIsThereAlready() {
    vendor
        .answering(order(ORDER))
        .answering(order(ORDER))
        .answering(result("order_update_line_items", "\"order\":{\"id\":\"T3JkZXI6OTE=\"}"));

    connector.send(lines("ADD_LINES", "32"));

    assertThat(vendor.asked()).noneMatch(asked -> asked.asks("order_add_line_items"));
    assertThat(vendor.asked().getLast().asks("order_update_line_items")).isTrue();
  }

  @Test
  void givesTheWarehousesReasonWhereItRefusesAnEditOrACancellation() {
    vendor
        .answering(order(ORDER))
        .answering(refusal("The order is in a tote and cannot be edited"))
        .answering(refusal("Order has completed shipments"));

    var edit = failed(() -> connector.send(lines("CHANGE_LINES", "32")));
    var cancel = failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"T3JkZXI6OTE=\"}")));

    assertThat(edit.kind()).isEqualTo(Kind.REJECTED);
    assertThat(edit.quoted().orElseThrow().words()).contains("in a tote");
    assertThat(cancel.kind()).isEqualTo(Kind.REJECTED);
    assertThat(cancel.quoted().orElseThrow().words()).contains("completed shipments");
    assertThat(edit).hasMessageContaining("is in hand there already. Have it put back");
    assertThat(cancel).hasMessageContaining("has left, whole or in part.");
    assertThat(cancel).hasMessageContaining("take the goods back as a return");
    assertThat(edit.getMessage() + cancel.getMessage()).doesNotContain("tote", "shipments");
  }

  @Test
  void tellsARefusalOfAnyOtherKindAsItIs() {
    vendor.answering(refusal("Only admins may do this"));

    var failure = failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"QQ==\"}")));

    assertThat(failure).hasMessageNotContaining("before it is picked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Order cannot be edited: it is being picked in tote T-1 | is in hand there already
          Order cannot be canceled: it has shipped | has left, whole or in part
          Line item LAMP has 2 shipped, so it cannot be 1 | has left, whole or in part
          Order cannot be edited: it is fulfilled | has left, whole or in part
          Order cannot be edited: it is canceled | is cancelled there
          """)
  void recognisesThatItIsTooLate(String words, String found) {
    vendor.answering(refusal(words));

    var failure = failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"QQ==\"}")));

    assertThat(failure).hasMessageContaining("before it is picked, found that it " + found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid shipment method",
        "Packing slip template unknown",
        "There is no inventory left",
        "Line item LAMP cannot be picked from that location"
      })
  void readsNoLatenessIntoSingleWords(String words) {
    vendor.answering(refusal(words));

    var failure = failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"QQ==\"}")));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageNotContaining("before it is picked");
  }

  @Test
  void isNeverTooLateForWhatIsToBeMade() {
    vendor.answering(orders(false)).answering(refusal("Order has completed shipments"));

    var failure = failed(() -> connector.send(create()));

    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageNotContaining("before it is picked");
  }

  @Test
  void readsAgainWhereTheOrderToChangeIsGone() {
    vendor.answering(refusal("Order not found"));

    assertThat(failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"QQ==\"}"))).kind())
        .isEqualTo(Kind.CONFLICT);
  }

  @Test
  void doesNotKnowWhatBecameOfAWriteThatBrokeInside() {
    vendor.answering(refusal("Internal server error"));

    assertThat(failed(() -> connector.send(step("CANCEL", "{\"order_id\":\"QQ==\"}"))).kind())
        .isEqualTo(Kind.UNKNOWN);
  }

  private static Step create() {
    return step(
        "CREATE",
        "{\"partner_order_id\":\"shop1:7\",\"line_items\":[{\"sku\":\"LAMP\"},{\"sku\":\"LAMP-S\"}]}");
  }

  private static Step lines(String write, String line) {
    return step(
        write,
        "{\"order_id\":\"T3JkZXI6OTE=\",\"line_items\":[{\"partner_line_item_id\":\"%s\",\"quantity\":4}]}"
            .formatted(line));
  }

  private static Step step(String write, String data) {
    var call = Json.object().put("write", write);
    call.set("data", Json.lenient(data.getBytes(StandardCharsets.UTF_8)));
    return new Step("a step", "shop1:7", call, Json.object());
  }
}
