package io.plumbline.sandbox.shopify;

import java.util.List;
import java.util.Map;

/** The vendor's no to a write, which leaves everything as it was. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> field;

  Refused(List<String> field, String message) {
    super(message);
    this.field = List.copyOf(field);
  }

  /** As a mutation answers it. */
  Map<String, Object> userError() {
    return Map.of("field", field, "message", String.valueOf(getMessage()));
  }
}
