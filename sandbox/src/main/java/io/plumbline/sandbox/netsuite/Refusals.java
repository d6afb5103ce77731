package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ERP refuses by its own rules, such as a script of the account's: by method and record,
 * in whatever words, which may quote a person.
 */
final class Refusals {

  private record Rule(String method, String record, String naming, Refusal refusal) {
    boolean concerns(Request request) {
      return method.equals(request.method())
          && record.equals(request.segments().getLast())
          && new String(request.body(), StandardCharsets.UTF_8).contains(naming);
    }
  }

  private volatile List<Rule> rules = List.of();

  /**
   * Puts other rules in force, of {@code method, record, status, code, detail} each; with {@code
   * naming} it concerns bodies alone that hold this text.
   */
  void put(JsonNode json) {
    List<Rule> read = new ArrayList<>();
    json.forEach(rule ->
        read.add(
            new Rule(
                rule.path("method").asText(),
                rule.path("record").asText(),
                rule.path("naming").asText(""),
                new Refusal(
                    rule.path("status").asInt(400),
                    "Bad Request",
                    rule.path("code").asText("USER_ERROR"),
                    rule.path("detail").asText()))));
    rules = List.copyOf(read);
  }

  void check(Request request) {
    for (Rule rule : rules) {
      if (rule.concerns(request)) {
        throw rule.refusal();
      }
    }
  }
}
