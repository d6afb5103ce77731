package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.http.Answer;
import java.util.List;
import java.util.Map;

/** The vendor says no, in its own error shape. */
final class Refusal extends RuntimeException {
  private static final String TYPE = "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5";

  private final int status;
  private final String title;
  private final String code;

  Refusal(int status, String title, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
    this.code = code;
  }

  static Refusal invalid(String code, String detail) {
    return new Refusal(400, "Bad Request", code, detail);
  }

  static Refusal unknownReference(String value, String field) {
    return invalid(
        "INVALID_KEY_OR_REF", "Invalid reference key or id '%s' for %s.".formatted(value, field));
  }

  static Refusal notFound() {
    return new Refusal(
        404,
        "Not Found",
        "NONEXISTENT_ID",
        "The record instance does not exist. Provide a valid record instance ID.");
  }

  static Refusal tooManyAtOnce() {
    return new Refusal(
        429,
        "Too Many Requests",
        "CONCURRENCY_LIMIT_EXCEEDED",
        "Concurrent request limit exceeded. Request blocked.");
  }

  String code() {
    return code;
  }

  Answer answer() {
    return Answer.json(
            status,
            Map.of(
                "type",
                TYPE,
                "title",
                title,
                "status",
                status,
                "o:errorDetails",
                List.of(Map.of("detail", String.valueOf(getMessage()), "o:errorCode", code))))
        .with("Content-Type", "application/vnd.oracle.resource+json; type=error");
  }
}
