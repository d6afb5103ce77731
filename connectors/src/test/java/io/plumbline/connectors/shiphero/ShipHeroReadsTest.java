package io.plumbline.connectors.shiphero;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is asked of the vendor, and what its answers mean. */
class ShipHeroReadsTest extends Warehouse {

  private static final Cursor FROM = Cursor.before(Instant.parse("2026-07-04T09:00:00.7Z"));

  @Test
  void pollsOldestFirstFromTheSecondOfTheCursor() {
    vendor
        .answering(orders(false, changed("Qg==", "09:20:01"), changed("QQ==", "09:20:00")))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "QQ==")))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "Qg==").replace("09:20:00", "09:20:01")));

    var page = connector.changedSince(FROM);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("QQ==", "Qg==");
    assertThat(page.reached()).contains(new Cursor(Instant.parse("2026-07-04T09:20:01Z"), "Qg=="));
    assertThat(vendor.asked().getFirst().variables().path("from").asText())
        .isEqualTo("2026-07-04T09:00:00");
  }

  @Test
  void leavesASecondWhoseEndItDidNotSeeToTheNextPage() {
    vendor
        .answering(orders(true, changed("QQ==", "09:20:00"), changed("Qg==", "09:20:01")))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "QQ==")));

    var page = connector.changedSince(FROM);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("QQ==");
    assertThat(page.more()).isTrue();
  }

  @Test
  void leavesOutWhatTheCursorHasBehindIt() {
    vendor.answering(orders(false, changed("QQ==", "09:20:00")));

    var page = connector.changedSince(new Cursor(Instant.parse("2026-07-04T09:20:00Z"), "QQ=="));

    assertThat(page.records()).isEmpty();
  }

  @Test
  void readsLinesBeyondTheFirstPage() {
    var more =
        ORDER.replace(
            "]},\n \"shipments\"",
            "],\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"l\"}},\n \"shipments\"");
    assertThat(more).isNotEqualTo(ORDER);
    vendor
        .answering(order(more))
        .answering(
            order(
                "{\"updated_at\":\"2026-07-04 09:20:00\",\"line_items\":{\"edges\":[{\"node\":{\"id\":\"TGk6Mw==\"}}]}}"));

    var record = connector.fetch("T3JkZXI6OTE=").orElseThrow();

    assertThat(Json.lenient(record.body()).path("line_items").path("edges")).hasSize(3);
  }

  @Test
  void findsByOurReferenceTheFirstOrderThatStillStands() {
    var first = ORDER.replace("Packing", "canceled");
    var second = ORDER.replace("T3JkZXI6OTE=", "Qg==").replace("91", "92");
    var third = ORDER.replace("T3JkZXI6OTE=", "Qw==").replace("91", "93");
    vendor.answering(orders(false, third, first, second));

    assertThat(connector.find("shop1:7").orElseThrow().externalId()).isEqualTo("Qg==");
    assertThat(vendor.asked().getFirst().variables().path("reference").asText())
        .isEqualTo("shop1:7");
  }

  @Test
  void readsAnOrderThatAWebhookNamesByReferenceOrNumber() {
    vendor.answering(orders(false, ORDER)).answering(orders(false, ORDER));

    var byReference = connector.fetch("partner_order_id/shop1:7").orElseThrow();
    var byNumber = connector.fetch("order_number/X7").orElseThrow();

    assertThat(byReference.externalId()).isEqualTo(byNumber.externalId()).isEqualTo("T3JkZXI6OTE=");
    assertThat(vendor.asked().getFirst().asks("partner_order_id: $reference")).isTrue();
    assertThat(vendor.asked().getLast().asks("order_number: $number")).isTrue();
  }

  @Test
  void takesAnOrderThatIsNotThereForNone() {
    vendor.answering(order("null")).answering(refusal("Order not found"));

    assertThat(connector.fetch("QQ==")).isEmpty();
    assertThat(connector.fetch("QQ==")).isEmpty();
  }

  /** Mechanism: an error at the order's place in the data is about that order. */
  @Test
  void pollsPastAnOrderThatIsNotGivenAndAsksForItAgain() throws Unusable {
    vendor
        .answering(orders(false, changed("QQ==", "09:20:00"), changed("Qg==", "09:20:01")))
        .answering(refusedAt("\"order\", \"data\""))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "Qg==")));

    var page = connector.changedSince(FROM);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("QQ==", "Qg==");
    var unread = page.records().getFirst();
    assertThat(connector.understand(unread.topic(), unread.body()))
        .isEqualTo(new Connector.Understood.ReadAgain("QQ=="));
  }

  /** Mechanism: an order without a time is placed by the one before it, and read by itself. */
  @Test
  void pollsPastAnOrderWithoutItsTime() throws Unusable {
    vendor
        .answering(orders(false, "{\"id\": \"QQ==\"}", changed("Qg==", "09:20:01")))
        .answering(order("{\"id\": \"QQ==\"}"))
        .answering(order(ORDER.replace("T3JkZXI6OTE=", "Qg==")));

    var page = connector.changedSince(FROM);

    assertThat(page.records()).extracting(RawRecord::externalId).containsExactly("QQ==", "Qg==");
    var unread = page.records().getFirst();
    assertThat(connector.understand(unread.topic(), unread.body()))
        .isEqualTo(new Connector.Understood.ReadAgain("QQ=="));
  }

  private static String changed(String id, String time) {
    return "{\"id\":\"%s\",\"updated_at\":\"2026-07-04T%s\"}".formatted(id, time);
  }
}
