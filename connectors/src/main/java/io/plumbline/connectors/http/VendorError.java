package io.plumbline.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.connector.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an error body says, in the shapes that vendors use.
 *
 * @param code the vendor's code of it, or nothing
 * @param place the field it is about, or nothing
 * @param quoted what it says to a person, which may name another one
 */
public record VendorError(String code, String place, Quoted quoted) {

  /** No words, no address and no telephone number are of this form. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}|[0-9]{1,6}");

  private static final Pattern PLACE = Pattern.compile("[A-Za-z][A-Za-z0-9_.:\\[\\]=-]{0,127}");

  private static final List<String> WORDS =
      List.of(
          "o:errorDetails", "errors", "error_description", "error", "detail", "message", "title");

  public static VendorError in(JsonNode body) {
    var first = body.path("o:errorDetails").path(0);
    var error = first.isObject() ? first : body.path("errors").path(0);
    return new VendorError(
        matching(CODE, code(error), body.path("error"), body.path("code")),
        matching(PLACE, error.path("o:errorPath"), error.path("path"), error.path("field")),
        Quoted.of(words(body)));
  }

  /** What may be told of it, to follow the status: a code and a place, or nothing. */
  public String told() {
    return (code.isEmpty() ? "" : " " + code) + (place.isEmpty() ? "" : " at " + place);
  }

  private static JsonNode code(JsonNode error) {
    for (var code : List.of(error.path("o:errorCode"), error.path("extensions").path("code"))) {
      if (code.isTextual()) {
        return code;
      }
    }
    return error.path("code");
  }

  private static String matching(Pattern form, JsonNode... values) {
    for (var value : values) {
      var text = joined(value);
      if (form.matcher(text).matches()) {
        return text;
      }
    }
    return "";
  }

  private static String joined(JsonNode value) {
    if (!value.isArray()) {
      return value.asText("");
    }
    var parts = new ArrayList<String>();
    value.forEach(part -> parts.add(part.asText("")));
    return String.join(".", parts);
  }

  /** The first place that says something; empty where none does. */
  private static String words(JsonNode body) {
    for (var place : WORDS) {
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
    return item.path("detail").asText(item.path("message").asText(""));
  }
}
