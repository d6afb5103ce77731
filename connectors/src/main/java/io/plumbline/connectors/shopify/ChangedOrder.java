package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;

/** That an order changed, and when; not yet how. */
record ChangedOrder(String number, Instant updatedAt) {

  /** The order the engine's cursor is in. */
  static final Comparator<ChangedOrder> OLDEST_FIRST =
      Comparator.comparing(ChangedOrder::updatedAt)
          .thenComparing(ChangedOrder::number, ChangedOrder::compareNumbers);

  static ChangedOrder of(JsonNode node) {
    try {
      var updatedAt = OffsetDateTime.parse(node.path("updatedAt").asText("")).toInstant();
      return new ChangedOrder(ShopifyIds.number(node.path("id")).orElseThrow(), updatedAt);
    } catch (DateTimeException | java.util.NoSuchElementException e) {
      throw new CallFailed(
          Kind.CONFIGURATION, "Shopify gave an order without id and updatedAt.", null, e);
    }
  }

  boolean isBehind(Cursor cursor) {
    return OLDEST_FIRST.compare(this, new ChangedOrder(cursor.id(), cursor.modifiedAt())) > 0;
  }

  Cursor cursor() {
    return new Cursor(updatedAt, number);
  }

  /** As numbers, without parsing them; the empty id comes first. */
  private static int compareNumbers(String one, String other) {
    return one.length() == other.length()
        ? one.compareTo(other)
        : Integer.compare(one.length(), other.length());
  }
}
