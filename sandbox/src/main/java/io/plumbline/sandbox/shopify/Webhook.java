package io.plumbline.sandbox.shopify;

import java.util.Map;

/** One webhook as it was triggered; every attempt sends these bytes and headers. */
@SuppressWarnings("ArrayRecordComponent")
record Webhook(String id, String topic, Map<String, String> headers, byte[] body) {
  Webhook {
    headers = Map.copyOf(headers);
  }
}
