package io.plumbline.reconciler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Change events as a flow service writes them, for tests. */
public final class Events {
  public static final String CHANGES = "plumbline.order.changes";
  public static final String SHOP = "shopify-eu";
  public static final String ERP = "netsuite";
  public static final String WMS = "shiphero";

  private Events() {}

  /** An event under its key. */
  public record Event(String type, @Nullable String key, String value, @Nullable String retold) {

    public Event(String type, @Nullable String key, String value) {
      this(type, key, value, null);
    }

    /** The same told again, with more of its entity's history to come or not. */
    public Event again(boolean more) {
      return new Event(type, key, value, more ? "more" : "last");
    }

    public RecordHeaders headers() {
      RecordHeaders headers = new RecordHeaders();
      headers.add("ce_type", ("io.plumbline.order." + type + ".v1").getBytes(UTF_8));
      headers.add("ce_id", Integer.toHexString(value.hashCode()).getBytes(UTF_8));
      if (retold != null) {
        headers.add("ce_retold", retold.getBytes(UTF_8));
      }
      return headers;
    }

    public ProducerRecord<String, byte[]> to(@Nullable Integer partition) {
      return new ProducerRecord<>(CHANGES, partition, key, value.getBytes(UTF_8), headers());
    }
  }

  /** What a connection says, built up field by field. */
  public record Order(
      String key,
      String connection,
      String externalId,
      long version,
      Instant observedAt,
      String total,
      String commercial,
      String fulfilment,
      String shipments,
      boolean deleted) {

    public static Order at(String connection, String key, String externalId, Instant observedAt) {
      long version = observedAt.toEpochMilli() * 1000;
      return new Order(
          key, connection, externalId, version, observedAt, "100.00", "", "unfulfilled", "", false);
    }

    public Order total(String amount) {
      return new Order(
          key,
          connection,
          externalId,
          version,
          observedAt,
          amount,
          commercial,
          fulfilment,
          shipments,
          deleted);
    }

    public Order version(long number) {
      return new Order(
          key,
          connection,
          externalId,
          number,
          observedAt,
          total,
          commercial,
          fulfilment,
          shipments,
          deleted);
    }

    /** More fields of the commercial facet, as JSON members with a comma before each. */
    public Order with(String members) {
      return new Order(
          key,
          connection,
          externalId,
          version,
          observedAt,
          total,
          commercial + members,
          fulfilment,
          shipments,
          deleted);
    }

    public Order fulfilled() {
      return new Order(
          key,
          connection,
          externalId,
          version,
          observedAt,
          total,
          commercial,
          "fulfilled",
          shipments,
          deleted);
    }

    /** One parcel that it holds, by its number. */
    public Order ships(String number) {
      return new Order(
          key,
          connection,
          externalId,
          version,
          observedAt,
          total,
          commercial,
          fulfilment,
          ",\"shipments\":{\"1\":{\"tracking\":\"%s\",\"lines\":{}}}".formatted(number),
          deleted);
    }

    public Order gone() {
      return new Order(
          key,
          connection,
          externalId,
          version,
          observedAt,
          total,
          commercial,
          fulfilment,
          shipments,
          true);
    }

    public Event observed() {
      String status = commercial.contains("\"status\"") ? "" : ",\"status\":\"open\"";
      String placedAt =
          commercial.contains("\"placedAt\"") ? "" : ",\"placedAt\":\"2026-11-27T10:00:00Z\"";
      String facets =
          deleted
              ? "{}"
              : "{\"commercial\":{\"currency\":\"GBP\",\"total\":\"%s\"%s%s%s},\"fulfilment\":{\"status\":\"%s\"%s}}"
                  .formatted(total, placedAt, status, commercial, fulfilment, shipments);
      String value =
          """
          {"flow":"order","key":"%s","connection":"%s","role":"%s","externalId":"%s",
           "version":%d,"occurredAt":"%s","observedAt":"%s","deleted":%b,"mode":"live",
           "facets":%s,"evidence":{"event":"observed:%s:%s:%d","via":"webhook"}}
          """
              .formatted(
                  key,
                  connection,
                  connection.startsWith("shop")
                      ? "STOREFRONT"
                      : connection.equals(WMS) ? "WMS" : "ERP",
                  externalId,
                  version,
                  observedAt,
                  observedAt,
                  deleted,
                  facets,
                  connection,
                  externalId,
                  version);
      return new Event("observed", key, value);
    }
  }

  public static Event attempted(
      String key, String outcome, long revision, Instant at, Map<String, String> sent) {
    String fields =
        sent.entrySet().stream()
            .map(e -> "\"commercial.%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(","));
    String value =
        """
        {"flow":"order","key":"%s","connection":"netsuite","role":"ERP","revision":%d,
         "observedAt":"%s","outcome":"%s","reference":"%s","sent":{%s},
         "cause":{"class":"rejected","message":"expected a known item"},
         "evidence":{"event":"delivered:%s:%d:%s","delivery":"%s/netsuite","attempt":1}}
        """
            .formatted(key, revision, at, outcome, key, fields, key, revision, outcome, key);
    return new Event("delivered", key, value);
  }

  public static Event linked(String key, String mergedFrom, Instant at) {
    String value =
        "{\"flow\":\"order\",\"key\":\"%s\",\"mergedFrom\":\"%s\",\"observedAt\":\"%s\",\"links\":[]}"
            .formatted(key, mergedFrom, at);
    return new Event("linked", mergedFrom, value);
  }

  public static Event watermark(Instant at) {
    return watermark(at, Map.of(SHOP, at, ERP, at));
  }

  public static Event watermark(Instant publishedAt, Map<String, Instant> connections) {
    String all =
        connections.entrySet().stream()
            .map(e -> "\"%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(","));
    return new Event(
        "watermark",
        null,
        "{\"flow\":\"order\",\"publishedAt\":\"%s\",\"connections\":{%s}}"
            .formatted(publishedAt, all));
  }
}
