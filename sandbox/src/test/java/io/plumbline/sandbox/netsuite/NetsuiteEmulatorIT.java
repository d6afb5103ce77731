package io.plumbline.sandbox.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Caller;
import io.plumbline.sandbox.http.Caller.Answered;
import io.plumbline.sandbox.http.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetsuiteEmulatorIT {
  private static final String ORDERS = "/services/rest/record/v1/salesOrder";
  private static final String FIRST = ORDERS + "/eid:shop1%3A5120";

  @TempDir Path folder;
  private NetsuiteEmulator emulator;
  private Caller erp;

  @BeforeEach
  void start() throws IOException {
    open(5);
    erp.call("POST", "/sandbox/items", "{\"skus\":[\"A\",\"B\"]}");
  }

  @AfterEach
  void stop() {
    erp.close();
    emulator.close();
  }

  @Test
  void reckonsTheTotalByItself() {
    Answered made = put(FIRST + "?replace=item", order("A", 2));

    JsonNode order = get(FIRST);
    assertThat(made.status()).isEqualTo(204);
    assertThat(made.raw().headers().firstValue("Location").orElse(""))
        .endsWith("/salesOrder/" + order.path("id").asText());
    // 2 x 19.00 - 1.00 + 4.00 + 3.20
    assertThat(order.path("total").decimalValue()).isEqualByComparingTo("44.20");
    assertThat(order.path("total").isNumber()).isTrue();
  }

  @Test
  void anUpsertTwiceMakesOneRecord() {
    put(FIRST + "?replace=item", order("A", 2));
    put(FIRST + "?replace=item", order("A", 3));

    assertThat(erp.call("GET", "/sandbox/salesOrders", "").json().path("items")).hasSize(1);
    assertThat(get(FIRST).at("/item/items/0/quantity").asInt()).isEqualTo(3);
  }

  @Test
  void mergesLinesByNumberAndAddsThoseWithoutUnlessTheyAreReplaced() {
    put(FIRST, order("A", 2));
    erp.call("PATCH", FIRST, "{\"item\":{\"items\":[{\"line\":1,\"quantity\":5}]}}");
    put(FIRST, order("B", 1));

    assertThat(get(FIRST).at("/item/items")).hasSize(2);
    assertThat(get(FIRST).at("/item/items/0/amount").decimalValue()).isEqualByComparingTo("95");
  }

  @Test
  void refusesAnUnknownSkuAndADuplicateExternalId() {
    put(FIRST, order("A", 2));
    String again = order("A", 1).replaceFirst("\\{", "{\"externalId\":\"shop1:5120\",");

    Answered unknown = put(ORDERS + "/eid:other", order("NOPE", 1));
    Answered duplicate = erp.call("POST", ORDERS, again);

    assertThat(unknown.status()).isEqualTo(400);
    assertThat(code(unknown)).isEqualTo("INVALID_KEY_OR_REF");
    assertThat(duplicate.status()).isEqualTo(400);
    assertThat(code(duplicate)).isEqualTo("DUP_RCRD");
    JsonNode writes = erp.call("GET", "/sandbox/writes?since=1", "").json();
    assertThat(writes.at("/items/0/applied").asBoolean()).isFalse();
    assertThat(writes.at("/items/0/reference").asText()).isEqualTo("other");
  }

  @Test
  void refusesByTheAccountsOwnRulesUntilTheyAreLifted() {
    put(FIRST, order("A", 2));
    erp.call(
        "PUT",
        "/sandbox/refusals",
        """
        [{"method": "GET", "record": "eid:shop1:5120", "code": "USER_ERROR", "detail": "Ada is on hold."}]
        """);

    Answered read = erp.call("GET", FIRST, "");
    Answered written = put(FIRST + "?replace=item", order("A", 3));
    erp.call("PUT", "/sandbox/refusals", "[]");

    assertThat(read.status()).isEqualTo(400);
    assertThat(read.json().at("/o:errorDetails/0/detail").asText()).isEqualTo("Ada is on hold.");
    assertThat(written.status()).isEqualTo(204);
    assertThat(get(FIRST).at("/item/items/0/quantity").asInt()).isEqualTo(3);
  }

  @Test
  void refusesToChangeTheLinesOfABilledOrder() {
    put(FIRST, order("A", 2));
    erp.call("POST", "/sandbox/salesOrders/" + get(FIRST).path("id").asText() + "/bill", "{}");

    assertThat(put(FIRST + "?replace=item", order("A", 9)).status()).isEqualTo(400);
    assertThat(get(FIRST).at("/item/items/0/quantity").asInt()).isEqualTo(2);
  }

  @Test
  void answersQueriesInTextWithSalesBelowZero() {
    put(FIRST, order("A", 2));

    JsonNode row =
        query(
                "SELECT t.otherrefnum, tl.quantity, tl.foreignamount, tl.isclosed, "
                    + "TO_CHAR(t.lastmodifieddate, 'YYYY-MM-DD HH24:MI:SS') AS modified "
                    + "FROM transaction t JOIN transactionline tl ON tl.transaction = t.id "
                    + "WHERE t.type = 'SalesOrd' AND tl.mainline = 'F' AND tl.itemtype = 'InvtPart'")
            .json()
            .at("/items/0");

    assertThat(row.path("otherrefnum").asText()).isEqualTo("5120");
    assertThat(row.path("quantity").isTextual()).isTrue();
    assertThat(row.path("quantity").asText()).isEqualTo("-2");
    assertThat(row.path("foreignamount").asText()).isEqualTo("-38");
    assertThat(row.path("isclosed").asText()).isEqualTo("F");
    assertThat(row.path("modified").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void pagesQueriesAndRemembersDeletions() {
    for (int i = 0; i < 3; i++) {
      put(ORDERS + "/eid:o" + i, order("A", 1));
    }
    erp.call("DELETE", ORDERS + "/eid:o1", "");

    JsonNode page =
        erp.call(
                "POST",
                "/services/rest/query/v1/suiteql?limit=1&offset=0",
                q(
                    "SELECT id FROM transaction WHERE type = 'SalesOrd' AND id > 0 ORDER BY lastmodifieddate, id"))
            .json();
    JsonNode gone =
        query(
                "SELECT recordid FROM deletedrecord WHERE deleteddate >= TO_DATE('2020-01-01', 'YYYY-MM-DD')")
            .json();

    assertThat(page.path("hasMore").asBoolean()).isTrue();
    assertThat(page.path("totalResults").asInt()).isEqualTo(2);
    assertThat(gone.path("items")).hasSize(1);
  }

  @Test
  void refusesAQueryItDoesNotUnderstand() {
    assertThat(query("SELECT nothing FROM transaction").status()).isEqualTo(200);
    put(FIRST, order("A", 2));
    assertThat(query("SELECT nothing FROM transaction").status()).isEqualTo(400);
    assertThat(query("SELECT id FROM transaction ORDER").status()).isEqualTo(400);
  }

  @Test
  void servesNoMoreAtOnceThanTheAccountAllows() throws IOException {
    emulator.close();
    open(0);

    Answered answer = erp.call("GET", FIRST, "");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(code(answer)).isEqualTo("CONCURRENCY_LIMIT_EXCEEDED");
  }

  @Test
  void aWriteThatTimedOutTookEffect() {
    faults("{\"kinds\":{\"timeoutAfterEffect\":1},\"timeout\":50}");

    assertThatThrownBy(() -> erp.send("PUT", FIRST, order("A", 2))).isInstanceOf(IOException.class);

    assertThat(sandboxOrders()).hasSize(1);
    JsonNode write = erp.call("GET", "/sandbox/writes", "").json().at("/items/0");
    assertThat(write.path("answered").asText()).isEqualTo("timeout");
    assertThat(write.path("applied").asBoolean()).isTrue();
    assertThat(counts().path("timeoutAfterEffect").asInt()).isEqualTo(1);
  }

  @Test
  void aLateWriteBecomesVisibleAfterItsCallerGaveUp() {
    faults("{\"kinds\":{\"lateEffect\":1},\"timeout\":\"PT0.05S\",\"late\":\"PT1.5S\",\"seed\":3}");

    assertThatThrownBy(() -> erp.send("PUT", FIRST, order("A", 2))).isInstanceOf(IOException.class);

    await().until(() -> sandboxOrders().size() == 1);
    await()
        .until(
            () -> erp.call("GET", "/sandbox/idle", "").json().path("writesPending").asInt() == 0);
  }

  @Test
  void roundingMakesTheTaxDifferSilently() {
    faults("{\"kinds\":{\"rounding\":1}}");

    assertThat(put(FIRST, order("A", 2)).status()).isEqualTo(204);

    assertThat(get(FIRST).path("taxTotal").decimalValue()).isNotEqualByComparingTo("3.20");
  }

  @Test
  void isAwayForAsLongAsPlanned() {
    faults("{\"down\":{\"for\":\"PT60S\",\"mode\":\"503\"}}");
    assertThat(erp.call("GET", FIRST, "").status()).isEqualTo(503);

    faults("{}");
    assertThat(erp.call("GET", FIRST, "").status()).isEqualTo(404);
  }

  @Test
  void comesBackFromItsJournal() throws IOException {
    put(FIRST, order("A", 2));
    String id = get(FIRST).path("id").asText();
    emulator.close();
    open(5);

    assertThat(get(FIRST).path("id").asText()).isEqualTo(id);
    assertThat(erp.call("GET", "/sandbox/writes", "").json().path("items")).hasSize(1);
    assertThat(put(ORDERS + "/eid:next", order("B", 1)).status()).isEqualTo(204);
    assertThat(get(ORDERS + "/eid:next").path("id").asText()).isGreaterThan(id);
  }

  @Test
  void anUnstampedEditLeavesTheDate() {
    put(FIRST, order("A", 2));
    JsonNode before = get(FIRST);
    String path = "/sandbox/salesOrders/" + before.path("id").asText() + "/edit";

    erp.call("POST", path, "{\"unstamped\":true,\"shippingCost\":9}");

    assertThat(get(FIRST).path("lastModifiedDate")).isEqualTo(before.path("lastModifiedDate"));
    assertThat(get(FIRST).path("total").decimalValue()).isEqualByComparingTo("49.20");
  }

  private void open(int concurrency) throws IOException {
    emulator =
        new NetsuiteEmulator(
            new Account("netsuite", ZoneId.of("Europe/London"), "token", concurrency),
            0,
            1,
            Optional.of(folder.resolve("journal")),
            Clock.systemUTC());
    erp = new Caller(emulator.port(), "Authorization", "Bearer token");
  }

  private static String order(String sku, int quantity) {
    return """
    {"entity":{"externalId":"guest"},"currency":{"id":"2"},"otherRefNum":"5120",
     "shippingCost":4.0,"taxTotal":3.2,"discountTotal":-1,
     "item":{"items":[{"item":{"externalId":"%s"},"quantity":%d,"rate":19.0}]}}
    """
        .formatted(sku, quantity);
  }

  private Answered put(String path, String body) {
    return erp.call("PUT", path, body);
  }

  private JsonNode get(String path) {
    return erp.call("GET", path + "?expandSubResources=true", "").json();
  }

  private Answered query(String text) {
    return erp.call("POST", "/services/rest/query/v1/suiteql", q(text));
  }

  private static String q(String text) {
    return Json.object().put("q", text).toString();
  }

  private JsonNode sandboxOrders() {
    return erp.call("GET", "/sandbox/salesOrders", "").json().path("items");
  }

  private JsonNode counts() {
    return erp.call("GET", "/sandbox/faults/counts", "").json();
  }

  private void faults(String plan) {
    assertThat(erp.call("PUT", "/sandbox/faults", plan).status()).isEqualTo(204);
  }

  private static String code(Answered answer) {
    return answer.json().at("/o:errorDetails/0/o:errorCode").asText();
  }
}
