package io.plumbline.reconciler.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.plumbline.reconciler.event.Json;

/** A record of the topology as a row keeps it. */
final class Body {
  private Body() {}

  static String of(Object value) {
    try {
      return Json.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a record of ours to be writable as JSON", e);
    }
  }

  static <T> T read(String body, Class<T> type, String id) {
    try {
      return Json.mapper().readValue(body, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "expected a readable %s under %s".formatted(type.getSimpleName(), id), e);
    }
  }
}
