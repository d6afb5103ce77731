package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Pending;
import io.plumbline.reconciler.policy.Policy;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An order of ten lamps at 4.00, as shop, books and warehouses tell it. */
final class Lamps implements AutoCloseable {
  static final String WMS = "shiphero";
  static final String OTHER_WMS = "attic";
  static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  static final Instant THEN = T.plusSeconds(20);
  static final Instant NOW = T.plusSeconds(40);

  static final String OPEN = "{\"status\":\"unfulfilled\"}";
  static final String NOTHING_LEFT = "{\"status\":\"unfulfilled\",\"shipments\":{}}";
  static final String SIX_LEFT = left("partial", shipment("77", "DP6", "6"));
  static final String ALL_LEFT = left("fulfilled", shipment("77", "DP6", "10"));

  private static final String KEY = "shopify-eu:5120";

  private final Stage stage;
  private Instant heard = T;

  Lamps(Policy policy) {
    stage = new Stage(policy);
  }

  static String left(String status, String... shipments) {
    return "{\"status\":\"%s\",\"shipments\":{%s}}".formatted(status, String.join(",", shipments));
  }

  static String shipment(String id, String tracking, String quantity) {
    return "\"%s\":{\"status\":\"shipped\",\"tracking\":\"%s\",\"lines\":{\"9001\":\"%s\"}}"
        .formatted(id, tracking, quantity);
  }

  static String shipment(String id, String tracking, String quantity, Instant shippedAt) {
    return shipment(id, tracking, quantity)
        .replace("\"lines\"", "\"shippedAt\":\"" + shippedAt + "\",\"lines\"");
  }

  /** What a connection says of the order at a time; told again by a later version. */
  record Word(
      String connection,
      Instant at,
      Instant occurred,
      String channel,
      String status,
      @Nullable Instant cancelledAt,
      String quantity,
      String fulfilment,
      @Nullable String billing,
      boolean deleted) {

    static Word of(String connection, Instant at) {
      return new Word(connection, at, at, "web", "open", null, "10", OPEN, null, false);
    }

    Word occurred(Instant inTheSource) {
      return new Word(
          connection,
          at,
          inTheSource,
          channel,
          status,
          cancelledAt,
          quantity,
          fulfilment,
          billing,
          deleted);
    }

    Word cancelled(@Nullable Instant when) {
      return new Word(
          connection,
          at,
          occurred,
          channel,
          "cancelled",
          when,
          quantity,
          fulfilment,
          billing,
          deleted);
    }

    Word channel(String name) {
      return new Word(
          connection,
          at,
          occurred,
          name,
          status,
          cancelledAt,
          quantity,
          fulfilment,
          billing,
          deleted);
    }

    Word closed() {
      return new Word(
          connection,
          at,
          occurred,
          channel,
          "closed",
          cancelledAt,
          quantity,
          fulfilment,
          billing,
          deleted);
    }

    Word quantity(String lamps) {
      return new Word(
          connection,
          at,
          occurred,
          channel,
          status,
          cancelledAt,
          lamps,
          fulfilment,
          billing,
          deleted);
    }

    Word fulfilment(String facet) {
      return new Word(
          connection,
          at,
          occurred,
          channel,
          status,
          cancelledAt,
          quantity,
          facet,
          billing,
          deleted);
    }

    Word billing(String facet) {
      return new Word(
          connection,
          at,
          occurred,
          channel,
          status,
          cancelledAt,
          quantity,
          fulfilment,
          facet,
          deleted);
    }

    Word gone() {
      return new Word(
          connection,
          at,
          occurred,
          channel,
          status,
          cancelledAt,
          quantity,
          fulfilment,
          billing,
          true);
    }

    private String facets() {
      return "{\"commercial\":{\"channel\":\"%s\",\"status\":\"%s\",%s\"currency\":\"GBP\",\"total\":\"%s.00\",\"lines\":{\"9001\":{\"sku\":\"LAMP\",\"quantity\":\"%s\",\"unitPrice\":\"4.00\",\"reference\":\"9001\"}}},\"fulfilment\":%s%s}"
          .formatted(
              channel,
              status,
              cancelledAt == null ? "" : "\"cancelledAt\":\"" + cancelledAt + "\",",
              Integer.parseInt(quantity) * 4,
              quantity,
              fulfilment,
              billing == null ? "" : ",\"billing\":" + billing);
    }

    private Event observed() {
      String role = connection.equals(SHOP) ? "STOREFRONT" : connection.equals(ERP) ? "ERP" : "WMS";
      String value =
          "{\"flow\":\"order\",\"key\":\"%s\",\"connection\":\"%s\",\"role\":\"%s\",\"externalId\":\"1\",\"version\":%d,\"occurredAt\":\"%s\",\"observedAt\":\"%s\",\"deleted\":%b,\"mode\":\"live\",\"facets\":%s,\"evidence\":{\"event\":\"%s@%s\",\"via\":\"poll\"}}"
              .formatted(
                  KEY,
                  connection,
                  role,
                  at.toEpochMilli() * 1000,
                  occurred,
                  at,
                  deleted,
                  deleted ? "{}" : facets(),
                  connection,
                  at);
      return new Event("observed", KEY, value);
    }
  }

  void tell(Word... words) {
    for (Word word : words) {
      stage.play(word.observed());
    }
  }

  /** Everybody has the order, and nothing has left. */
  void agreed() {
    tell(
        Word.of(SHOP, T),
        Word.of(ERP, T.plusSeconds(1)).fulfilment(NOTHING_LEFT),
        Word.of(WMS, T.plusSeconds(2)));
  }

  /** Lets every connection be heard up to this time, without a pause that would be an outage. */
  void until(Instant to) {
    for (; !heard.isAfter(to); heard = heard.plusMillis(900)) {
      stage.play(
          Events.watermark(heard, Map.of(SHOP, heard, ERP, heard, WMS, heard, OTHER_WMS, heard)));
    }
  }

  /** Our service tried to write something to a connection. */
  void attempt(String connection, String outcome, Instant at) {
    String value =
        "{\"flow\":\"order\",\"key\":\"%s\",\"connection\":\"%s\",\"revision\":1,\"observedAt\":\"%s\",\"outcome\":\"%s\",\"sent\":{},\"cause\":{\"class\":\"rejected\",\"message\":\"no\"}}"
            .formatted(KEY, connection, at, outcome);
    stage.play(new Event("delivered", KEY, value));
  }

  /** Everybody but one connection is heard up to this time, then all of them on to the next. */
  void silent(String connection, Instant until) {
    Instant last = heard;
    for (; !heard.isAfter(until); heard = heard.plusMillis(900)) {
      Map<String, Instant> all = new TreeMap<>();
      List.of(SHOP, ERP, WMS, OTHER_WMS).forEach(name -> all.put(name, heard));
      all.put(connection, last);
      stage.play(Events.watermark(heard, all));
    }
    until(until.plusSeconds(20));
  }

  Map<String, Finding> findings() {
    return stage.findings();
  }

  Map<String, Pending> pending() {
    return stage.pending();
  }

  Status status() throws IOException {
    return stage.status();
  }

  Map<String, Finding> found() {
    until(NOW);
    return stage.findings();
  }

  Finding only() {
    var all = found().values().stream().toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Override
  public void close() {
    stage.close();
  }
}
