package io.plumbline.sandbox.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Caller;
import io.plumbline.sandbox.http.Caller.Answered;
import io.plumbline.sandbox.http.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fulfilments, invoices and deposits of sales orders. */
class NetsuiteChildrenIT {
  private static final String RECORDS = "/services/rest/record/v1/";
  private static final String ORDER = RECORDS + "salesOrder/eid:shop1%3A5120";

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-12-01T10:00:00Z"));
  private NetsuiteEmulator emulator;
  private Caller erp;
  private String id = "";

  /** Two of A at 19.00 and one of B at 5.00, 4.00 shipping, 1.00 off, 3.20 tax: 49.20. */
  @BeforeEach
  void start() throws IOException {
    open(true);
    erp.call("POST", "/sandbox/items", "{\"skus\":[\"A\",\"B\"]}");
    erp.call(
        "PUT",
        ORDER,
        """
        {"entity":{"externalId":"guest"},"currency":{"id":"2"},"otherRefNum":"5120",
         "shippingCost":4.0,"taxTotal":3.2,"discountTotal":-1,
         "item":{"items":[
           {"item":{"externalId":"A"},"quantity":2,"rate":19.0,"custcol_ext_line":"9001"},
           {"item":{"externalId":"B"},"quantity":1,"rate":5.0,"custcol_ext_line":"9002"}]}}
        """);
    id = order().path("id").asText();
  }

  @AfterEach
  void stop() {
    erp.close();
    emulator.close();
  }

  @Test
  void goesFromPendingToPartlyToWhollyFulfilledAndBilled() {
    assertThat(status()).isEqualTo("B");

    Answered first = fulfil("ff:1", line(1, 1), unwanted(2));
    assertThat(first.status()).isEqualTo(204);
    assertThat(status()).isEqualTo("E");
    assertThat(order().at("/item/items/0/quantityFulfilled").asInt()).isEqualTo(1);

    fulfil("ff:2", line(1, 1), line(2, 1));
    assertThat(status()).isEqualTo("F");

    assertThat(transform("invoice", "{\"externalId\":\"inv:1\"}").status()).isEqualTo(204);
    assertThat(status()).isEqualTo("G");
    assertThat(order().at("/item/items/0/quantityBilled").asInt()).isEqualTo(2);
  }

  @Test
  void showsAFulfilmentByItsIdAndByOurs() {
    Answered made = fulfil("ff:1", line(1, 1), unwanted(2));
    String location = made.raw().headers().firstValue("Location").orElse("");

    JsonNode byId = get(location);
    JsonNode byExternalId = get(RECORDS + "itemFulfillment/eid:ff%3A1");

    assertThat(location).contains("/itemFulfillment/");
    assertThat(byExternalId).isEqualTo(byId);
    assertThat(byId.at("/createdFrom/id").asText()).isEqualTo(id);
    assertThat(byId.at("/shipStatus/id").asText()).isEqualTo("C");
    assertThat(byId.at("/item/items")).hasSize(1);
    assertThat(byId.at("/item/items/0/orderLine").asInt()).isEqualTo(1);
    assertThat(byId.at("/item/items/0/location/id").asText()).isEqualTo("7");
    assertThat(byId.at("/package/items/0/packageTrackingNumber").asText()).isEqualTo("DP1");
  }

  /** The vendor takes over whole what the body does not name. */
  @Test
  void takesLinesWholeThatAreNotNamed() {
    fulfil("ff:1", line(1, 1));

    assertThat(get(RECORDS + "itemFulfillment/eid:ff%3A1").at("/item/items")).hasSize(2);
  }

  @Test
  void refusesADuplicateExternalId() {
    fulfil("ff:1", line(1, 1), unwanted(2));

    Answered again = fulfil("ff:1", line(1, 1), unwanted(2));

    assertThat(again.status()).isEqualTo(400);
    assertThat(code(again)).isEqualTo("DUP_RCRD");
    assertThat(order().at("/item/items/0/quantityFulfilled").asInt()).isEqualTo(1);
  }

  @Test
  void refusesMoreThanIsLeftUnknownLinesAndNothing() {
    fulfil("ff:1", line(1, 1), unwanted(2));

    assertThat(code(fulfil("ff:2", line(1, 2), unwanted(2)))).isEqualTo("USER_ERROR");
    assertThat(code(fulfil("ff:3", line(7, 1)))).isEqualTo("INVALID_KEY_OR_REF");
    assertThat(code(fulfil("ff:4", unwanted(1), unwanted(2)))).isEqualTo("USER_ERROR");
    assertThat(query("SELECT id FROM transaction WHERE type = 'ItemShip'")).hasSize(1);
    JsonNode refused = erp.call("GET", "/sandbox/writes?since=2", "").json().at("/items/0");
    assertThat(refused.path("applied").asBoolean()).isFalse();
  }

  @Test
  void refusesACancelledOrder() {
    erp.call("POST", "/sandbox/salesOrders/" + id + "/cancel", "{}");

    assertThat(code(fulfil("ff:1", line(1, 1)))).isEqualTo("USER_ERROR");
    assertThat(code(transform("invoice", "{}"))).isEqualTo("USER_ERROR");
  }

  @Test
  void billsNothingThatHasNotShipped() {
    assertThat(code(transform("invoice", "{}"))).isEqualTo("USER_ERROR");
  }

  @Test
  void invoicesAddUpToTheOrder() {
    fulfil("ff:1", line(1, 1), unwanted(2));
    transform("invoice", "{\"externalId\":\"inv:1\"}");
    fulfil("ff:2", line(1, 1), line(2, 1));
    transform("invoice", "{\"externalId\":\"inv:2\"}");

    JsonNode first = get(RECORDS + "invoice/eid:inv%3A1");
    JsonNode second = get(RECORDS + "invoice/eid:inv%3A2");
    // 19.00 + 4.00 - 1.00 and 19/43 of the tax
    assertThat(first.path("total").decimalValue()).isEqualByComparingTo("23.41");
    assertThat(first.path("total").decimalValue().add(second.path("total").decimalValue()))
        .isEqualByComparingTo("49.20");
  }

  @Test
  void anUpsertedDepositTwiceIsOne() {
    String path = RECORDS + "customerDeposit/eid:dep%3A1";
    String body = "{\"salesOrder\":{\"id\":\"%s\"},\"payment\":49.2}".formatted(id);

    assertThat(erp.call("PUT", path, body).status()).isEqualTo(204);
    assertThat(erp.call("PUT", path, body.replace("49.2", "50")).status()).isEqualTo(204);

    assertThat(get(path).path("payment").decimalValue()).isEqualByComparingTo("50");
    assertThat(get(path).at("/salesOrder/id").asText()).isEqualTo(id);
    assertThat(query("SELECT id FROM transaction WHERE type = 'CustDep'")).hasSize(1);
    assertThat(code(erp.call("PUT", RECORDS + "customerDeposit/eid:dep%3A2", "{\"payment\":1}")))
        .isEqualTo("INVALID_KEY_OR_REF");
  }

  @Test
  void queriesFindChildrenByTheOrderTheyWereMadeFrom() {
    fulfil("ff:1", line(1, 1), unwanted(2));
    erp.call(
        "PUT",
        RECORDS + "customerDeposit/eid:dep%3A1",
        "{\"salesOrder\":{\"id\":\"%s\"},\"payment\":10}".formatted(id));

    JsonNode rows =
        query(
            """
            SELECT t.id, t.type, tl.createdfrom AS parent
            FROM transactionline tl JOIN transaction t ON t.id = tl.transaction
            WHERE tl.mainline = 'T' AND tl.createdfrom IN (%s, 1) ORDER BY t.id
            """
                .formatted(id));

    assertThat(rows).hasSize(2);
    assertThat(rows.at("/0/type").asText()).isEqualTo("ItemShip");
    assertThat(rows.at("/0/parent").asText()).isEqualTo(id);
    assertThat(rows.at("/1/type").asText()).isEqualTo("CustDep");
  }

  /** A header has no such column: integrations have to ask the lines. */
  @Test
  void refusesTheSourceAsAColumnOfTheTransaction() {
    fulfil("ff:1", line(1, 1), unwanted(2));

    assertThat(suiteql("SELECT id FROM transaction WHERE createdfrom = " + id).status())
        .isEqualTo(400);
  }

  @Test
  void aChildMovesTheDateOfItsOrder() {
    pass();
    fulfil("ff:1", line(1, 1), unwanted(2));

    assertThat(order().path("lastModifiedDate").asText()).isEqualTo(now.get().toString());
  }

  @Test
  void aChildLeavesTheDateWhereTheAccountIsLikeThat() throws IOException {
    erp.close();
    emulator.close();
    open(false);
    String before = order().path("lastModifiedDate").asText();

    pass();
    fulfil("ff:1", line(1, 1), unwanted(2));

    assertThat(order().path("lastModifiedDate").asText()).isEqualTo(before);
    assertThat(query("SELECT id FROM transaction WHERE lastmodifieddate > " + date(before)))
        .hasSize(1);
  }

  @Test
  void aCorrectedTrackingNumberMovesOnlyTheFulfilment() {
    fulfil("ff:1", line(1, 1), unwanted(2));
    String before = order().path("lastModifiedDate").asText();
    pass();

    erp.call(
        "PATCH",
        RECORDS + "itemFulfillment/eid:ff%3A1?replace=package",
        "{\"package\":{\"items\":[{\"packageTrackingNumber\":\"DP9\"}]}}");

    JsonNode after = get(RECORDS + "itemFulfillment/eid:ff%3A1");
    assertThat(after.at("/package/items/0/packageTrackingNumber").asText()).isEqualTo("DP9");
    assertThat(after.path("lastModifiedDate").asText()).isEqualTo(now.get().toString());
    assertThat(after.at("/package/items")).hasSize(1);
    assertThat(order().path("lastModifiedDate").asText()).isEqualTo(before);
  }

  @Test
  void packagesAreAddedUnlessTheyAreReplaced() {
    fulfil("ff:1", line(1, 1), unwanted(2));

    erp.call(
        "PATCH",
        RECORDS + "itemFulfillment/eid:ff%3A1",
        "{\"package\":{\"items\":[{\"packageTrackingNumber\":\"DP9\"}]}}");

    assertThat(get(RECORDS + "itemFulfillment/eid:ff%3A1").at("/package/items")).hasSize(2);
  }

  @Test
  void staffFulfilPartOfAnOrderAndBillIt() {
    String path = "/sandbox/salesOrders/" + id;
    JsonNode partly =
        erp.call(
                "POST",
                path + "/fulfil",
                "{\"lines\":[{\"reference\":\"9001\",\"quantity\":1}],\"tracking\":\"HAND1\"}")
            .json();
    assertThat(partly.at("/orderStatus/id").asText()).isEqualTo("E");
    assertThat(partly.at("/children/itemFulfillment/0/item/items")).hasSize(1);

    erp.call("POST", path + "/fulfil", "{}");
    JsonNode billed = erp.call("POST", path + "/bill", "{}").json();

    assertThat(billed.at("/orderStatus/id").asText()).isEqualTo("G");
    assertThat(billed.at("/children/invoice/0/total").decimalValue()).isEqualByComparingTo("49.20");
    JsonNode history = erp.call("GET", "/sandbox/history", "").json().path("items");
    assertThat(history.findValuesAsText("change"))
        .containsExactly("created", "fulfilled", "fulfilled", "billed");
    assertThat(history.findValuesAsText("object")).containsOnly("salesOrder");
  }

  @Test
  void keepsInTheOrderWhatHasLeft() {
    fulfil("ff:1", line(1, 1), unwanted(2));

    Answered replaced =
        erp.call(
            "PATCH",
            ORDER + "?replace=item",
            "{\"item\":{\"items\":[{\"item\":{\"externalId\":\"B\"},\"quantity\":1,\"rate\":5}]}}");
    Answered deleted = erp.call("DELETE", ORDER, "");

    assertThat(replaced.status()).isEqualTo(400);
    assertThat(deleted.status()).isEqualTo(400);
    assertThat(order().at("/item/items")).hasSize(2);
  }

  @Test
  void comesBackFromItsJournalWithItsChildren() throws IOException {
    Answered made = fulfil("ff:1", line(1, 1), unwanted(2));
    String location = made.raw().headers().firstValue("Location").orElse("");
    JsonNode before = get(location);
    erp.close();
    emulator.close();
    open(true);

    assertThat(get(location)).isEqualTo(before);
    assertThat(code(fulfil("ff:1", line(1, 1), unwanted(2)))).isEqualTo("DUP_RCRD");
    String next =
        fulfil("ff:2", line(1, 1), unwanted(2)).raw().headers().firstValue("Location").orElse("");
    assertThat(next).isNotEqualTo(location);
  }

  private void open(boolean stampsOrders) throws IOException {
    emulator =
        new NetsuiteEmulator(
            new Account(
                "netsuite", ZoneId.of("Europe/London"), "token", 5, Optional.empty(), stampsOrders),
            0,
            1,
            Optional.of(folder.resolve("journal")),
            clock());
    erp = new Caller(emulator.port(), "Authorization", "Bearer token");
  }

  private Clock clock() {
    InstantSource source = now::get;
    return source.withZone(ZoneOffset.UTC);
  }

  private void pass() {
    now.updateAndGet(at -> at.plus(Duration.ofMinutes(1)));
  }

  private static String line(int number, int quantity) {
    return "{\"orderLine\":%d,\"itemreceive\":true,\"quantity\":%d,\"location\":{\"id\":\"7\"}}"
        .formatted(number, quantity);
  }

  private static String unwanted(int number) {
    return "{\"orderLine\":%d,\"itemreceive\":false}".formatted(number);
  }

  private Answered fulfil(String externalId, String... lines) {
    return transform(
        "itemFulfillment",
        """
        {"externalId":"%s","shipStatus":{"id":"C"},"item":{"items":[%s]},
         "package":{"items":[{"packageTrackingNumber":"DP1"}]}}
        """
            .formatted(externalId, String.join(",", lines)));
  }

  private Answered transform(String into, String body) {
    return erp.call("POST", RECORDS + "salesOrder/" + id + "/!transform/" + into, body);
  }

  private JsonNode order() {
    return get(ORDER);
  }

  private String status() {
    return order().at("/orderStatus/id").asText();
  }

  private JsonNode get(String path) {
    return erp.call("GET", path + "?expandSubResources=true", "").json();
  }

  private JsonNode query(String text) {
    return suiteql(text).json().path("items");
  }

  private Answered suiteql(String text) {
    return erp.call(
        "POST", "/services/rest/query/v1/suiteql", Json.object().put("q", text).toString());
  }

  private static String date(String instant) {
    return "TO_DATE('%s', 'YYYY-MM-DD HH24:MI:SS')"
        .formatted(instant.replace("T", " ").replace("Z", ""));
  }

  private static String code(Answered answer) {
    return answer.json().at("/o:errorDetails/0/o:errorCode").asText();
  }
}
