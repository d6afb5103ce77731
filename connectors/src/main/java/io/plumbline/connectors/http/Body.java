package io.plumbline.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** What a call sends, and how it is written. */
public record Body(String mediaType, String text) {

  public static Body json(JsonNode json) {
    return new Body("application/json", new String(Json.bytes(json), StandardCharsets.UTF_8));
  }

  /** Fields as an HTML form sends them. */
  public static Body form(Map<String, String> fields) {
    var text =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return new Body("application/x-www-form-urlencoded", text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Bodies stay out of logs: they hold personal data or credentials. */
  @Override
  public String toString() {
    return "Body[" + mediaType + "]";
  }
}
