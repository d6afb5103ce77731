package io.plumbline.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the emulated shop's payment provider books, keeps, pays out and tells. */
class ShopifyPaymentsIT extends OpenShop {
  private static final String ENTRIES =
      """
      query($query: String, $after: String, $first: Int!, $hide: Boolean, $reverse: Boolean) {
        shopifyPaymentsAccount {
          balanceTransactions(
            first: $first, after: $after, query: $query, hideTransfers: $hide, reverse: $reverse
          ) {
            nodes {
              id type sourceType sourceOrderTransactionId transactionDate
              amount { amount currencyCode } fee { amount } net { amount }
              associatedOrder { id } associatedPayout { id status }
            }
            pageInfo { hasNextPage endCursor }
          }
          payouts(first: 9) { nodes { id status net { amount } transactionType } }
        }
      }
      """;
  private static final String PAYMENTS =
      """
      query($id: ID!) {
        order(id: $id) {
          updatedAt displayFinancialStatus totalReceivedSet { shopMoney { amount } }
          totalRefundedSet { shopMoney { amount } }
          transactions { id kind gateway amountSet { shopMoney { amount } } fees { amount { amount } } }
        }
      }
      """;

  @Override
  Optional<Tariff> tariff() {
    return Optional.of(new Tariff(new BigDecimal("0.029"), new BigDecimal("0.30")));
  }

  @Test
  void booksAChargeLessItsFeeAsPending() {
    String id = place("");

    JsonNode entry = entries("").path(0);

    // 18.69 x 2.9 % + 0.30
    assertThat(entry.at("/amount/amount").asText()).isEqualTo("18.69");
    assertThat(entry.at("/fee/amount").asText()).isEqualTo("0.84");
    assertThat(entry.at("/net/amount").asText()).isEqualTo("17.85");
    assertThat(entry.path("type").asText()).isEqualTo("CHARGE");
    assertThat(entry.at("/associatedOrder/id").asText()).endsWith("/" + id);
    assertThat(entry.at("/associatedPayout/id").isNull()).isTrue();
    assertThat(entry.at("/associatedPayout/status").asText()).isEqualTo("PENDING");
    JsonNode sale = payments(id).at("/transactions/0");
    assertThat(sale.at("/fees/0/amount/amount").asText()).isEqualTo("0.84");
    JsonNode remembered = shop.call("GET", "/sandbox/orders/" + id, "").json();
    assertThat(remembered.at("/transactions/0/fee").asText()).isEqualTo("0.84");
    assertThat(remembered.at("/balance_transactions/0/fee").asText()).isEqualTo("0.84");
    assertThat(sale.path("id").asText())
        .endsWith("/" + entry.path("sourceOrderTransactionId").asText());
  }

  @Test
  void paysOutWhatIsDueAndLeavesTheOrdersTimeAlone() {
    String first = place("");
    String second = place("");
    String before = payments(first).path("updatedAt").asText();

    JsonNode payout = control("payouts", "{\"without\":[\"" + second + "\"]}");

    assertThat(payout.path("orders")).hasSize(1);
    assertThat(statuses(entries(""))).containsExactly("PAID", "PENDING");
    assertThat(payments(first).path("updatedAt").asText()).isEqualTo(before);
    assertThat(changes(first)).containsExactly("created", "paidOut");
    JsonNode made = account("", true).at("/payouts/nodes/0");
    assertThat(made.at("/net/amount").asText()).isEqualTo("17.85");
    assertThat(entries("payments_transfer_id:" + payout.path("id").asText())).hasSize(1);
    assertThat(account("", false).at("/balanceTransactions/nodes"))
        .extracting(entry -> entry.path("type").asText())
        .contains("TRANSFER");
  }

  @Test
  void aFailedPayoutShowsInItsEntries() {
    place("");
    String payout = control("payouts", "{}").path("id").asText();

    control("payouts/" + payout, "{\"status\":\"failed\"}");

    assertThat(statuses(entries(""))).containsExactly("FAILED");
  }

  @Test
  void booksNothingForGiftCardsAndManualPayments() {
    String card = placed("\"giftCard\":\"18.69\"");
    String manual = placed("\"gateway\":\"manual\"");
    String later = placed("\"paid\":false");

    ask(
        "mutation($id: ID!) { orderMarkAsPaid(input: {id: $id}) { userErrors { message } } }",
        Json.object().put("id", "gid://shopify/Order/" + later));

    assertThat(entries("")).isEmpty();
    assertThat(List.of(card, manual, later))
        .extracting(id -> payments(id).at("/transactions/0/gateway").asText())
        .containsExactly("gift_card", "manual", "manual");
  }

  @Test
  void refundsTheNewestPaymentAndKeepsTheFee() {
    String id = place("");

    control("orders/" + id + "/refund", "{\"amount\":\"8.69\"}");

    JsonNode order = payments(id);
    assertThat(order.path("displayFinancialStatus").asText()).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(order.at("/totalReceivedSet/shopMoney/amount").asText()).isEqualTo("18.69");
    assertThat(order.at("/totalRefundedSet/shopMoney/amount").asText()).isEqualTo("8.69");
    JsonNode refund = entries("").path(1);
    assertThat(refund.path("sourceType").asText()).isEqualTo("REFUND");
    assertThat(refund.at("/amount/amount").asText()).isEqualTo("-8.69");
    assertThat(refund.at("/fee/amount").asText()).isEqualTo("0.0");
    assertThat(webhook("refunds/create").at("/transactions/0/amount").asText()).isEqualTo("8.69");
    assertThat(shop.call("POST", "/sandbox/orders/" + id + "/refund", "{\"amount\":99}").status())
        .isEqualTo(422);
  }

  @Test
  void aCancellationThatRefundsGivesEverythingBack() {
    String id = place("");

    control("orders/" + id + "/cancel", "{\"refund\":true}");

    assertThat(payments(id).path("displayFinancialStatus").asText()).isEqualTo("REFUNDED");
    assertThat(entries("").path(1).at("/amount/amount").asText()).isEqualTo("-18.69");
  }

  @Test
  void aChargebackTakesTheMoneyAndAFeeAndTellsOfIt() {
    String id = place("");

    control("orders/" + id + "/chargeback", "{}");

    JsonNode taken = entries("").path(1);
    assertThat(taken.path("sourceType").asText()).isEqualTo("DISPUTE");
    assertThat(taken.at("/net/amount").asText()).isEqualTo("-33.69");
    assertThat(webhook("disputes/create").path("order_id").asText()).isEqualTo(id);
  }

  @Test
  void playsAnAccountThatErrsAndOneThatForgets() {
    String wrong = place("");
    String forgotten = place("");

    control("orders/" + wrong + "/misbook", "{\"fee\":\"1.84\",\"net\":\"17.85\"}");
    control("orders/" + forgotten + "/withhold", "{}");
    control("payouts", "{}");

    JsonNode entries = entries("");
    assertThat(entries.path(0).at("/fee/amount").asText()).isEqualTo("1.84");
    assertThat(entries.path(0).at("/net/amount").asText()).isEqualTo("17.85");
    assertThat(statuses(entries)).containsExactly("PAID", "PENDING");
    assertThat(changes(forgotten)).containsExactly("created", "withheld");
  }

  @Test
  void comesBackFromItsJournalWithTheAccount() throws IOException {
    place("");
    control("payouts", "{}");

    shop.close();
    emulator.close();
    open();
    place("");
    control("payouts", "{}");

    assertThat(statuses(entries(""))).containsExactly("PAID", "PAID");
    assertThat(shop.call("GET", "/sandbox/payouts", "").json().path("items")).hasSize(2);
  }

  @Test
  void listsByTimeInPages() {
    place("");
    place("");
    place("");

    JsonNode first = page("", null, 2, false);
    JsonNode rest = page("", first.at("/pageInfo/endCursor").asText(), 2, false);

    assertThat(first.path("nodes")).hasSize(2);
    assertThat(rest.path("nodes")).hasSize(1);
    assertThat(entries("processed_at:>='2100-01-01T00:00:00Z'")).isEmpty();
  }

  @Test
  void listsTheNewestFirstWhereThatIsAsked() {
    String oldest = place("");
    String middle = place("");
    String newest = place("");

    JsonNode first = page("", null, 2, true);
    JsonNode rest = page("", first.at("/pageInfo/endCursor").asText(), 2, true);

    assertThat(orders(first)).containsExactly(newest, middle);
    assertThat(orders(rest)).containsExactly(oldest);
    assertThat(rest.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
  }

  private static List<String> orders(JsonNode page) {
    return StreamSupport.stream(page.path("nodes").spliterator(), false)
        .map(entry -> entry.at("/associatedOrder/id").asText().replaceAll(".*/", ""))
        .toList();
  }

  private String placed(String more) {
    String order =
        "{\"lines\":[{\"sku\":\"A\",\"quantity\":1,\"unitPrice\":\"18.69\"}]," + more + "}";
    return shop.call("POST", "/sandbox/orders", order).json().path("id").asText();
  }

  private JsonNode control(String path, String body) {
    return shop.call("POST", "/sandbox/" + path, body).json();
  }

  private JsonNode payments(String id) {
    return ask(PAYMENTS, Json.object().put("id", "gid://shopify/Order/" + id)).path("order");
  }

  private JsonNode account(String query, boolean hide) {
    var variables = Json.object().put("query", query).put("first", 9).put("hide", hide);
    return ask(ENTRIES, variables).path("shopifyPaymentsAccount");
  }

  private JsonNode page(
      String query, @org.jspecify.annotations.Nullable String after, int first, boolean reverse) {
    var variables =
        Json.object()
            .put("query", query)
            .put("after", after)
            .put("first", first)
            .put("hide", true)
            .put("reverse", reverse);
    return ask(ENTRIES, variables).at("/shopifyPaymentsAccount/balanceTransactions");
  }

  private JsonNode entries(String query) {
    return account(query, true).at("/balanceTransactions/nodes");
  }

  private static List<String> statuses(JsonNode entries) {
    return StreamSupport.stream(entries.spliterator(), false)
        .map(entry -> entry.at("/associatedPayout/status").asText())
        .toList();
  }

  private List<String> changes(String id) {
    JsonNode items = shop.call("GET", "/sandbox/history", "").json().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(change -> change.path("id").asText().equals(id))
        .map(change -> change.path("change").asText())
        .toList();
  }
}
