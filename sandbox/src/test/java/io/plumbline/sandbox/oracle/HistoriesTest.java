package io.plumbline.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.oracle.Histories.Source;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  private final ArrayNode sold = JsonApi.JSON.createArrayNode();
  private final ArrayNode booked = JsonApi.JSON.createArrayNode();
  private final ArrayNode picked = JsonApi.JSON.createArrayNode();

  /** Fails without the look at ERP records that belong to no order of the storefront. */
  @Test
  void countsARecordOfOursThatBelongsToNoOrderAsADuplicate() throws Exception {
    sold("5120", "536365");
    booked("1", "api", "shopify-eu:5120", "536365");
    booked("2", "api", "", "");
    booked("3", "api", "shopify-eu:9999", "536365");
    booked("4", "api", "shopify-uk:5120", "#536365");

    Damage damage = damage();

    assertThat(damage.duplicates()).containsExactly("netsuite:2", "netsuite:3", "netsuite:4");
    assertThat(damage.none()).isFalse();
  }

  @Test
  void countsAStrayOnceHoweverOftenItWasWritten() throws Exception {
    booked("2", "api", "", "");
    booked("2", "api", "", "");

    assertThat(damage().duplicates()).containsExactly("netsuite:2");
  }

  @Test
  void leavesWhatOthersBookWithoutAnOrderToThem() throws Exception {
    sold("5120", "536365");
    booked("1", "api", "shopify-eu:5120", "536365");
    booked("2", "staff", "", "");
    booked("3", "app", "", "777");

    assertThat(damage().duplicates()).isEmpty();
  }

  @Test
  void countsAWarehouseOrderOfOursThatNobodySold() throws Exception {
    sold("5120", "536365");
    booked("1", "api", "shopify-eu:5120", "536365");
    ObjectNode state = change(picked, "7001", "api");
    state.put("partner_order_id", "shopify-eu:9999").put("order_number", "9");

    assertThat(damage().duplicates()).containsExactly("shiphero:7001");
  }

  private Damage damage() throws IOException {
    try (Server shop = new Server(0, request -> page(request, sold));
        Server books = new Server(0, request -> page(request, booked));
        JsonApi shopApi = new JsonApi("http://127.0.0.1:" + shop.port());
        Server floor = new Server(0, request -> page(request, picked));
        JsonApi booksApi = new JsonApi("http://127.0.0.1:" + books.port());
        JsonApi floorApi = new JsonApi("http://127.0.0.1:" + floor.port())) {
      Histories histories =
          Histories.read(
              List.of(new Source("shopify-eu", shopApi)),
              new Source("netsuite", booksApi),
              new Source("shiphero", floorApi));
      return Damage.of(histories.orders(), histories.strays());
    }
  }

  /** One page of everything; the write log stays empty. */
  private static Reply page(Request request, ArrayNode all) {
    ObjectNode page = JsonApi.JSON.createObjectNode();
    boolean first = request.path().endsWith("history") && request.number("since", 0) < all.size();
    page.set("items", first ? all : JsonApi.JSON.createArrayNode());
    return Answer.ok(page.put("next", String.valueOf(all.size())));
  }

  private void sold(String id, String number) {
    ObjectNode state = change(sold, id, "buyer");
    state.put("name", "#" + number).put("current_total_price", "15.00").put("currency", "GBP");
  }

  private void booked(String id, String actor, String externalId, String number) {
    ObjectNode state = change(booked, id, actor);
    state.put("externalId", externalId).put("otherRefNum", number).put("total", "15.00");
  }

  private static ObjectNode change(ArrayNode history, String id, String actor) {
    ObjectNode change = history.addObject();
    change.put("at", "2026-03-02T08:00:0%dZ".formatted(history.size())).put("id", id);
    change.put("actor", actor).put("change", "created");
    return change.putObject("state");
  }
}
