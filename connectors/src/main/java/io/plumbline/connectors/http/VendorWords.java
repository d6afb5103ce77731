package io.plumbline.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Finds what an error body says to a person, in the shapes that vendors use. */
public final class VendorWords {

  private static final List<String> PLACES =
      List.of(
          "o:errorDetails", "errors", "error_description", "error", "detail", "message", "title");

  private VendorWords() {}

  /** The first place that says something; empty where none does. */
  public static String in(JsonNode body) {
    for (var place : PLACES) {
      var words = text(body.path(place));
      if (!words.isEmpty()) {
        return words;
      }
    }
    return "";
  }

  private static String text(JsonNode node) {
    if (node.isValueNode()) {
      return node.isNull() ? "" : node.asText();
    }
    var parts = new ArrayList<String>();
    if (node.isArray()) {
      node.forEach(item -> parts.add(item.isValueNode() ? item.asText() : detail(item)));
    } else if (node.isObject()) {
      node.forEachEntry((field, said) -> parts.add(field + " " + text(said)));
    }
    parts.removeIf(String::isBlank);
    return String.join("; ", parts);
  }

  private static String detail(JsonNode item) {
    var words = item.path("detail").asText(item.path("message").asText(""));
    var code = item.path("o:errorCode").asText(item.path("extensions").path("code").asText(""));
    return code.isEmpty() ? words : words + " [" + code + "]";
  }
}
