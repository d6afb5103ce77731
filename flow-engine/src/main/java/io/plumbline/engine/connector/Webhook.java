package io.plumbline.engine.connector;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A webhook request as it came.
 *
 * @param topic the path behind the connection, such as {@code orders/create}
 * @param headers by lower-case name, first value
 * @param body the raw bytes that were signed
 */
public record Webhook(String topic, Map<String, String> headers, byte[] body) {

  public Webhook {
    var lower = new TreeMap<String, String>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
